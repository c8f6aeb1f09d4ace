# Which of several wrong things is complained of, and in which words, where all versions agree.
import array
import binascii
import collections
import csv
import operator


def attempt(function):
    try:
        print(repr(function()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: ExceptionGroup())  # expect: TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (0 given)
attempt(lambda: ExceptionGroup(1, 2, 3))
# expect: TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (3 given)
attempt(lambda: ExceptionGroup("a", [ValueError()]))  # expect: ExceptionGroup('a', [ValueError()])
attempt(lambda: collections.OrderedDict(["aa", "b"]))  # expect: ValueError need more than 1 value to unpack
attempt(lambda: collections.OrderedDict(["aa", ""]))  # expect: ValueError need more than 0 values to unpack
attempt(lambda: collections.OrderedDict(["aaa"]))  # expect: ValueError too many values to unpack (expected 2)
attempt(lambda: collections.OrderedDict([5]))  # expect: TypeError 'int' object is not iterable
attempt(lambda: list(collections.OrderedDict(["ab", ("c", "d")], e=1).items()))
# expect: [('a', 'b'), ('c', 'd'), ('e', 1)]


class Items:
    def items(self):
        return [(1, 2)]


attempt(lambda: dict(collections.OrderedDict(Items())))  # expect: {1: 2}
attempt(lambda: binascii.hexlify(b"abc", None, 0))  # expect: TypeError object of type 'NoneType' has no len()
attempt(lambda: b"abc".hex([1, 2]))  # expect: ValueError sep must be length 1.
attempt(lambda: b"abc".hex([1]))  # expect: TypeError sep must be str or bytes.
attempt(lambda: b"abc".hex(bytearray(b":")))  # expect: TypeError sep must be str or bytes.
attempt(lambda: b"abc".hex("\xe9"))  # expect: ValueError sep must be ASCII.


class Members(set):
    pass


attempt(lambda: Members(1, 2))  # expect: TypeError Members expected at most 1 argument, got 2
attempt(lambda: frozenset(1, 2))  # expect: TypeError frozenset expected at most 1 argument, got 2
attempt(lambda: set(a=1))  # expect: TypeError set() takes no keyword arguments
attempt(lambda: object().__getattribute__(5))  # expect: TypeError attribute name must be string, not 'int'
attempt(lambda: ValueError().__setstate__({1.5: 2}))  # expect: TypeError attribute name must be string, not 'float'
attempt(lambda: str(OSError(None, 0.0)))  # expect: '[Errno None] 0.0'
attempt(lambda: str(OSError(1, None)))  # expect: '[Errno 1] None'
attempt(lambda: list(csv.reader([], lineterminator='a"')))  # expect: ValueError bad quotechar or lineterminator value
attempt(lambda: list(csv.reader([], lineterminator=",")))  # expect: ValueError bad delimiter or lineterminator value
attempt(lambda: int(-5, 1))  # expect: ValueError int() base must be >= 2 and <= 36, or 0
attempt(lambda: " ".split(5, 1j))  # expect: TypeError 'complex' object cannot be interpreted as an integer
attempt(lambda: bytearray().extend(1))  # expect: TypeError can't extend bytearray with int
attempt(lambda: complex("1_0x"))  # expect: ValueError complex() arg is a malformed string
attempt(lambda: complex("1__0"))  # expect: ValueError could not convert string to complex: '1__0'
attempt(lambda: operator.countOf(5, 1))  # expect: TypeError argument of type 'int' is not iterable
attempt(lambda: operator.indexOf(5, 1))  # expect: TypeError argument of type 'int' is not iterable
attempt(lambda: UnicodeEncodeError("a", {}, 0, 1, "b"))  # expect: TypeError argument 2 must be str, not dict
attempt(lambda: UnicodeDecodeError("a", "b", 0, 1, "c"))
# expect: TypeError a bytes-like object is required, not 'str'
attempt(lambda: UnicodeDecodeError("a", bytearray(b"b"), 0, 1, "c").object)  # expect: b'b'
attempt(lambda: str(UnicodeDecodeError("a", b"abc", -3, 3, "c")))
# expect: "'a' codec can't decode bytes in position -3-2: c"
attempt(lambda: type(lambda: 1)(1, c=2))  # expect: TypeError function() missing required argument 'globals' (pos 2)
attempt(lambda: type("C", (bytes,), {"__slots__": [""]}))
# expect: TypeError nonempty __slots__ not supported for subtype of 'bytes'
for code, number in ("I", -1), ("Q", -1), ("Q", 2**90), ("B", -1), ("h", 2**20), ("i", 2**40), ("i", -(2**90)):
    attempt(lambda: array.array(code, [number]))
# expect: OverflowError can't convert negative value to unsigned int
# expect: OverflowError can't convert negative int to unsigned
# expect: OverflowError int too big to convert
# expect: OverflowError unsigned byte integer is less than minimum
# expect: OverflowError signed short integer is greater than maximum
# expect: OverflowError signed integer is greater than maximum
# expect: OverflowError Python int too large to convert to C long

long = "x" * 300
try:
    eval(long)
except NameError as e:
    print(len(str(e)), len(e.name))  # expect: 222 300


class Plain:
    pass


try:
    Plain().__class__ = ExceptionGroup
except TypeError as e:
    print(e)  # expect: __class__ assignment: 'ExceptionGroup' object layout differs from 'Plain'
try:
    exec("def f(a, a): pass")
except SyntaxError as e:
    print(e.msg)  # expect: duplicate argument 'a' in function definition
