# What functions written in another language say of what they cannot take.
import array
import bisect
import codecs
import collections
import operator
import struct


def attempt(work):
    try:
        print(work())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


numbers = array.array("i", [1, 2, 3])
attempt(lambda: numbers["a"])  # expect: TypeError: array indices must be integers
attempt(lambda: numbers.__setitem__((1, 2), 3))  # expect: TypeError: array indices must be integers
attempt(lambda: numbers.__setitem__(slice(1), [3]))  # expect: TypeError: can only assign array (not "list") to array slice
attempt(lambda: numbers * 1j)  # expect: TypeError: can't multiply sequence by non-int of type 'complex'
attempt(lambda: "a" * collections.deque())  # expect: TypeError: can't multiply sequence by non-int of type 'collections.deque'
attempt(lambda: collections.deque() * 1.5)  # expect: TypeError: can't multiply sequence by non-int of type 'float'
attempt(lambda: bisect.bisect({1}, 2, 3))  # expect: TypeError: 'set' object does not support indexing
attempt(lambda: codecs.charmap_encode("a", "strict", "b"))
# expect: UnicodeEncodeError: 'charmap' codec can't encode character '\x61' in position 0: character maps to <undefined>
attempt(lambda: codecs.charmap_encode("ab", "replace", {97: b"x", 63: b"?"}))  # expect: (b'x?', 2)
attempt(lambda: struct.calcsize("b\0"))  # expect: error: embedded null character
attempt(lambda: struct.calcsize("é"))
# expect: UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
attempt(lambda: memoryview(b"ab").cast("é"))
# expect: UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
attempt(lambda: str.maketrans(1.5, -1))  # expect: TypeError: maketrans() argument 2 must be str, not int
attempt(lambda: "ab".translate(collections.defaultdict(bytearray)))
# expect: TypeError: character mapping must return integer, None or str
attempt(lambda: bytearray(b"ab").__setitem__(slice(1), 1.5))
# expect: TypeError: can assign only bytes, buffers, or iterables of ints in range(0, 256)
attempt(lambda: bytearray(b"ab").__setitem__(slice(1), None))  # expect: TypeError: cannot convert 'NoneType' object to bytearray
for sequence in (b"a", bytearray(b"a"), "a", [1], (1,), collections.deque([1]), numbers):
    attempt(lambda: sequence * -(7**60))
# expect: OverflowError: cannot fit 'int' into an index-sized integer
# expect: OverflowError: cannot fit 'int' into an index-sized integer
# expect: OverflowError: cannot fit 'int' into an index-sized integer
# expect: OverflowError: cannot fit 'int' into an index-sized integer
# expect: OverflowError: cannot fit 'int' into an index-sized integer
# expect: OverflowError: cannot fit 'int' into an index-sized integer
# expect: OverflowError: cannot fit 'int' into an index-sized integer
attempt(lambda: "a{}".format("b", **{1: 2}))  # expect: ab
attempt(lambda: print(**{1: 2}))  # expect: TypeError: keywords must be strings
attempt(lambda: b"a".ljust(3, bytearray(b"-")))  # expect: b'a--'
attempt(lambda: b"a".ljust(3, memoryview(b"-")))
# expect: TypeError: ljust() argument 2 must be a byte string of length 1, not memoryview


def named(**names):
    return names


attempt(lambda: named(**{1: 2}, other=[][0]))  # expect: IndexError: list index out of range
attempt(lambda: named(**{1: 2}, other=1))  # expect: TypeError: keywords must be strings
attempt(lambda: operator.concat("a", 1))  # expect: TypeError: can only concatenate str (not "int") to str
attempt(lambda: operator.concat([1], 1))  # expect: TypeError: can only concatenate list (not "int") to list
attempt(lambda: operator.concat(1, [1]))  # expect: TypeError: 'int' object can't be concatenated
attempt(lambda: operator.concat([1], [2]))  # expect: [1, 2]
attempt(lambda: type("C", (bool, bool), {}))  # expect: TypeError: type 'bool' is not an acceptable base type
attempt(lambda: type("C", (dict, dict), {}))  # expect: TypeError: duplicate base class dict
