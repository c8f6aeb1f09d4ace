"""An error handler may put other bytes into its exception, and go on in them."""
# cpython: 3.13 has other words, and crashes
import codecs


def other(new):
    def handle(error):
        error.object = new
        return ("?", error.start)

    return handle


codecs.register_error("test.longer", other(b"\x00" * 8))
print(ascii(b"\x00".decode("utf-16", "test.longer")))  # expect: '?\x00\x00\x00\x00'
print(ascii(b"\x00".decode("utf-32", "test.longer")))  # expect: '?\x00\x00'
print(ascii(b"\xfe\xff\x00a\xd8".decode("utf-16", "test.longer")))  # expect: 'a?\x00\x00'
codecs.register_error("test.ascii", other(b"abcdef"))
print(b"ab\xff".decode("utf-8", "test.ascii"), b"ab\xff".decode("ascii", "test.ascii"))  # expect: ab?cdef ab?cdef
print(codecs.utf_8_decode(b"ab\xff", "test.ascii", True))  # expect: ('ab?cdef', 3)
steps = [b"x\xffy", b"xy\xff", b"xyz"]


def one_by_one(error):
    error.object = steps.pop(0)
    return ("-", error.start)


codecs.register_error("test.steps", one_by_one)
print(b"\xff".decode("utf-8", "test.steps"))  # expect: -x-y-z


def wrong(error):
    error.object = "text"
    return ("", 0)


codecs.register_error("test.wrong", wrong)
try:
    b"\xff".decode("utf-8", "test.wrong")
except TypeError as error:
    print(error)
# expect: UnicodeError 'object' attribute must be a bytes
# What the built-in handlers make of newlines, and refuse.
print("a\n\u20ac".encode("cp424", "backslashreplace") != b"", codecs.backslashreplace_errors(UnicodeEncodeError("x", "\n\t", 0, 2, "")))
# expect: True ('\\x0a\\x09', 2)
for handle in (codecs.namereplace_errors, codecs.xmlcharrefreplace_errors):
    try:
        handle(UnicodeTranslateError("x", 0, 1, ""))
    except TypeError as error:
        print(error)
# expect: don't know how to handle UnicodeTranslateError in error callback
# expect: don't know how to handle UnicodeTranslateError in error callback
print(codecs.backslashreplace_errors(UnicodeTranslateError("x", 0, 1, "")))  # expect: ('\\x78', 1)


class Evil(str):
    def __str__(self):
        del error.object
        return self


class Nothing(str):
    def __str__(self):
        error.object = None
        return self


for error in (
    UnicodeDecodeError(Evil("x"), b"abc", 0, 1, "r"),
    UnicodeEncodeError("x", "abc", 0, 1, Evil("r")),
    UnicodeTranslateError("abc", 0, 1, Nothing("r")),
    UnicodeDecodeError("x", b"abc", 0, 1, Nothing("r")),
):
    try:
        print(str(error))
    except TypeError as problem:
        print(problem)
# expect: UnicodeError 'object' attribute is not set
# expect: UnicodeError 'object' attribute is not set
# expect: UnicodeError 'object' attribute must be a string
# expect: UnicodeError 'object' attribute must be a bytes
error = UnicodeEncodeError("x", "abc", 0, 1, "r")
del error.object
print([str(error)])  # expect: ['']
