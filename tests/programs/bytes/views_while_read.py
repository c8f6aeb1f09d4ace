# A memoryview remembers its hash, is hashed only if what it shows can be, and is not released by what reading it runs.
# cpython: 3.14 refuses to release what is read
import array

view = memoryview(b"abcdef")
print(hash(view) == hash(b"abcdef"))
view.release()
print(hash(view) == hash(b"abcdef"))
for other in (memoryview(b"abc"), memoryview(bytearray(b"abc")), memoryview(bytearray(b"abc")).toreadonly()):
    if other.readonly and isinstance(other.obj, bytes):
        other.release()
    try:
        print(hash(other))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
# expect: True
# expect: True
# expect: ValueError operation forbidden on released memoryview object
# expect: ValueError cannot hash writable memoryview object
# expect: TypeError unhashable type: 'bytearray'


class Releasing(array.array):
    def __hash__(self):
        view.release()
        return 1


view = memoryview(Releasing("B", b"abc")).toreadonly()
try:
    hash(view)
except BufferError as error:
    print(error)
view.release()
print(str(view)[:16])
# expect: memoryview has 1 exported buffer
# expect: <released memory


class Separator(bytes):
    def __len__(self):
        view.release()
        return 1


class Index:
    def __index__(self):
        view.release()
        return 0


view = memoryview(bytearray(b"abcd"))
try:
    view.hex(Separator(b":"))
except BufferError as error:
    print(error)
whole = bytearray(b"abcdefgh")
for use in (
    lambda: view[Index()],
    lambda: view[Index()] + 0,
    lambda: view.__setitem__(Index(), 1),
    lambda: view.__setitem__(0, Index()),
    lambda: view.__setitem__(slice(Index(), 2), b"zz"),
):
    view = memoryview(whole)
    try:
        print(use())
    except ValueError as error:
        print(error)
print(whole)
# expect: memoryview has 1 exported buffer
# expect: operation forbidden on released memoryview object
# expect: operation forbidden on released memoryview object
# expect: operation forbidden on released memoryview object
# expect: operation forbidden on released memoryview object
# expect: operation forbidden on released memoryview object
# expect: bytearray(b'abcdefgh')

# Truth has many bytes.
print(memoryview(b"\0\2\0").cast("?") == memoryview(b"\0\4\0").cast("?"), memoryview(b"\0\2").cast("?").tolist())
# expect: True [False, True]
