"""While a method of a bytearray looks at what it was given, its length stays, whatever that does."""
# cpython: 3.13 lets it change
class Index:
    def __index__(self):
        array.clear()
        return 65


class Shown:
    def __repr__(self):
        array.clear()
        return "x"


class Separator(bytes):
    def __len__(self):
        array.clear()
        return 1


def items():
    array.clear()
    yield b"a"


for name, given in (
    ("find", Index()),
    ("rindex", Index()),
    ("count", Index()),
    ("join", items()),
    ("hex", Separator(b":")),
    ("__mod__", Shown()),
):
    array = bytearray(b"A%a")
    try:
        print(name, getattr(array, name)(given))
    except BufferError as error:
        print(name, error, bytes(array))
# expect: find Existing exports of data: object cannot be re-sized b'A%a'
# expect: rindex Existing exports of data: object cannot be re-sized b'A%a'
# expect: count Existing exports of data: object cannot be re-sized b'A%a'
# expect: join Existing exports of data: object cannot be re-sized b'A%a'
# expect: hex Existing exports of data: object cannot be re-sized b'A%a'
# expect: __mod__ Existing exports of data: object cannot be re-sized b'A%a'
array = bytearray(b"abc")
array.clear()
print(array)  # expect: bytearray(b'')


class Shrinking:
    def __init__(self, change):
        self.change = change

    def __buffer__(self, flags):
        self.change()
        return memoryview(b"XY")


for change in (lambda: grown.clear(), lambda: grown.extend(b"zz"), lambda: grown.pop()):
    grown = bytearray(b"abc")
    grown.extend(Shrinking(change))
    print(grown)
# expect: bytearray(b'XY')
# expect: bytearray(b'abcXYzz')
# expect: bytearray(b'abXY')
for source in ([256], (1, -1), [0] * 9 + [1000]):
    array = bytearray(b"abc")
    try:
        array.__init__(source)
    except ValueError as error:
        print(error, array)
# expect: byte must be in range(0, 256) bytearray(b'')
# expect: byte must be in range(0, 256) bytearray(b'')
# expect: byte must be in range(0, 256) bytearray(b'')


class Joined:
    def __buffer__(self, flags):
        parts.clear()
        return memoryview(b"x")


parts = [b"a", Joined(), b"c"]
try:
    b"-".join(parts)
except RuntimeError as error:
    print(error)
# expect: sequence changed size during iteration
# The rest of what they say and refuse.
print(bytearray(b"'"), bytearray(b'"'), bytearray(b"'\""), bytearray(b"\\"))
# expect: bytearray(b"\'") bytearray(b'"') bytearray(b'\'"') bytearray(b'\\')
for text in ("a", "12 3", "1 2", "0g", "\u00e9"):
    try:
        print(bytes.fromhex(text))
    except ValueError as error:
        print(error)
# expect: fromhex() arg must contain an even number of hexadecimal digits
# expect: fromhex() arg must contain an even number of hexadecimal digits
# expect: non-hexadecimal number found in fromhex() arg at position 1
# expect: non-hexadecimal number found in fromhex() arg at position 1
# expect: non-hexadecimal number found in fromhex() arg at position 0
for delete in (b"", 1):
    try:
        b"ab".translate(b"short", delete)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
# expect: ValueError translation table must be 256 characters long
# expect: ValueError translation table must be 256 characters long
b = b"some bytes"
print(b * 1 is b, 1 * b is b, b * 2 is b)  # expect: True True False


class Sub(bytes):
    pass


class Says:
    def __init__(self, answer):
        self.answer = answer

    def __bytes__(self):
        return self.answer


class Both(bytes):
    def __bytes__(self):
        return b"said"


print(type(bytes(Says(Sub(b"x")))).__name__, type(Sub(Says(b"x"))).__name__, bytes(Both(b"held")), b"%b" % Both(b"h"))
# expect: Sub Sub b'said' b'h'


class Blocked(list):
    __bytes__ = None


class BlockedInt(int):
    __bytes__ = None


for blocked in (Blocked([1]), BlockedInt(3)):
    try:
        bytes(blocked)
    except TypeError as error:
        print(error)
# expect: 'NoneType' object is not callable
# expect: 'NoneType' object is not callable


class Bad:
    @property
    def __bytes__(self):
        raise ZeroDivisionError("asked first")

    def __buffer__(self, flags):
        return memoryview(b"lent")


try:
    b"%b" % Bad()
except ZeroDivisionError as error:
    print(error)
# expect: asked first
