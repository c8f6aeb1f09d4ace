# Texts that C reads have UTF-8 and no null in them; where one character is asked for, another length is told.
# cpython: 3.13 does not tell the length
import array
import unicodedata


def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as e:
        print(type(e).__name__, e)


for make in (bytes, bytearray):
    attempt(make, 1.5, "\ud800")
    attempt(make, 1.5, "\0")
    attempt(make, 1.5, 1)
    attempt(make, 1.5, "utf-8", "\ud800")
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: ValueError embedded null character
# expect: TypeError bytes() argument 'encoding' must be str, not int
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: ValueError embedded null character
# expect: TypeError bytearray() argument 'encoding' must be str, not int
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
for source in ("\ud800", "a = '\udfff'"):
    for take in (eval, exec, lambda source: compile(source, "name", "single")):
        attempt(take, source)
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\udfff' in position 5: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\udfff' in position 5: surrogates not allowed
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\udfff' in position 5: surrogates not allowed
attempt(compile, "1", "name", "\ud800")
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
attempt(open, "name", "\ud800")
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
attempt(open, "name", "r\0")  # expect: ValueError embedded null character
attempt(float.__getformat__, "\ud800")
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
attempt(unicodedata.lookup, "\ud800")
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed

attempt(array.array, "ii")
# expect: TypeError array() argument 1 must be a unicode character, not a string of length 2
attempt(array.array, b"i")  # expect: TypeError array() argument 1 must be a unicode character, not bytes
attempt(array._array_reconstructor, array.array, "", 1, b"")
# expect: TypeError _array_reconstructor(): argument 2 must be a unicode character, not a string of length 0
attempt(array._array_reconstructor, array.array, 1, 1, b"")
# expect: TypeError _array_reconstructor() argument 2 must be a unicode character, not int
attempt(unicodedata.name, "ab")
# expect: TypeError name(): argument 1 must be a unicode character, not a string of length 2
attempt(unicodedata.category, "ab")
# expect: TypeError category(): argument must be a unicode character, not a string of length 2
