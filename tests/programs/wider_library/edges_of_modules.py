# What modules do at the edges of what they take.
# cpython: 3.13 says some of it in other words
import array
import bisect
import collections
import contextvars
import functools
import io
import time
import types
import typing


def attempt(function):
    try:
        print(repr(function()))
    except Exception as e:
        print(type(e).__name__, e)


# What comes before an item that does not fit is taken.
numbers = array.array("b", [1])
attempt(lambda: numbers.extend([2, 3, 400, 5]))  # expect: OverflowError signed char is greater than maximum
attempt(lambda: numbers.fromlist([2, 3, 400, 5]))  # expect: OverflowError signed char is greater than maximum
attempt(lambda: numbers.extend(4))  # expect: TypeError 'int' object is not iterable
attempt(lambda: numbers.__iadd__(b"x"))  # expect: TypeError can only extend array with array (not "bytes")
attempt(lambda: numbers.extend(array.array("h")))  # expect: TypeError can only extend with array of same kind
print(numbers)  # expect: array('b', [1, 2, 3])

# The end of a search may be counted as none is.
attempt(lambda: bisect.bisect_left([1, 2, 3], 3, 0, -1))  # expect: 2
attempt(lambda: bisect.bisect_right([(1,)] * 3, "a", 2, -1))
# expect: TypeError '<' not supported between instances of 'str' and 'tuple'
attempt(lambda: bisect.bisect_left([1, 2, 3], 3, 0, -2))  # expect: 0
attempt(lambda: bisect.insort([], 1, hi=-1))  # expect: None

# A newline that is none.
attempt(lambda: io.TextIOWrapper(io.BytesIO(), newline="ab"))  # expect: ValueError illegal newline value: ab
attempt(lambda: io.StringIO(newline="ab"))  # expect: ValueError illegal newline value: 'ab'

# What is closed is closed, wherever one would go.
text = io.TextIOWrapper(io.BytesIO(b"abc"))
text.close()
attempt(lambda: text.seek(4, 2))  # expect: ValueError I/O operation on closed file.
attempt(lambda: text.seek(1, 1))  # expect: ValueError I/O operation on closed file.
attempt(lambda: text.seek(-1))  # expect: ValueError I/O operation on closed file.
attempt(lambda: text.seek(0, 9))  # expect: ValueError I/O operation on closed file.

# The size of a cache is an index.
attempt(lambda: functools.lru_cache(2**70)(len))  # expect: OverflowError cannot fit 'int' into an index-sized integer
attempt(lambda: functools.lru_cache(1.5)(len))
# expect: TypeError Expected first argument to be an integer, a callable, or None
attempt(lambda: functools.lru_cache(-(2**70))(len).cache_parameters())  # expect: {'maxsize': 0, 'typed': False}

# Seconds are a float or an integer.
attempt(lambda: time.gmtime("a"))  # expect: TypeError 'str' object cannot be interpreted as an integer
attempt(lambda: time.gmtime(2**70))  # expect: OverflowError timestamp out of range for platform time_t
attempt(lambda: time.gmtime(__import__("fractions").Fraction(1, 2)))
# expect: TypeError 'Fraction' object cannot be interpreted as an integer
attempt(lambda: time.gmtime(True)[:6])  # expect: (1970, 1, 1, 0, 0, 1)
attempt(lambda: time.gmtime(-0.5)[:6])  # expect: (1969, 12, 31, 23, 59, 59)
attempt(lambda: time.gmtime(float("nan")))  # expect: ValueError Invalid value NaN (not a number)

# A key that is None is no argument of the error.
attempt(lambda: collections.OrderedDict().move_to_end(None))  # expect: KeyError 
attempt(lambda: collections.OrderedDict().move_to_end(1))  # expect: KeyError 1

# A row of types is no part of a union.
attempt(lambda: typing.TypeVarTuple("Ts") | None)
# expect: TypeError unsupported operand type(s) for |: 'typing.TypeVarTuple' and 'NoneType'
attempt(lambda: typing.TypeVar("T") | None)  # expect: ~T | None
attempt(lambda: None | typing.ParamSpec("P"))  # expect: None | ~P

# What a variable was before it was anything.
print(type(contextvars.Token.MISSING), contextvars.Token.MISSING)  # expect: <class 'Token.MISSING'> <Token.MISSING>

# Names are shown as texts are.
attempt(lambda: types.ModuleType("a\tb'"))  # expect: <module "a\tb'">
attempt(lambda: __import__("\u3000x"))  # expect: ModuleNotFoundError No module named '\u3000x'
attempt(lambda: __import__("a'b"))  # expect: ModuleNotFoundError No module named "a'b"
module = types.ModuleType("m")
module.__file__ = "it's\n"
print(module)  # expect: <module 'm' from "it's\n">
