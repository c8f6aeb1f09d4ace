# Built-in functions, classes, methods, descriptors and modules say of themselves what they say in CPython.
import collections
import datetime
import errno
import functools
import inspect
import itertools
import math
import os
import struct
import types

print(len.__doc__)  # expect: Return the number of items in a container.
print(inspect.getdoc(len) == len.__doc__, len.__doc__ == len.__doc__)  # expect: True True


def first(thing):
    print(thing.__doc__.splitlines()[0])


first(print)  # expect: Prints the values to a stream, or to sys.stdout by default.
first(int)  # expect: int([x]) -> integer
first(5)  # expect: int([x]) -> integer
first("")  # expect: str(object='') -> str
first(object())  # expect: The base class of the class hierarchy.
first(type)  # expect: type(object) -> the object's type
first(list)  # expect: Built-in mutable sequence.
first(str.split)  # expect: Return a list of the substrings in the string, using sep as the separator string.
first("a".split)  # expect: Return a list of the substrings in the string, using sep as the separator string.
first([].append)  # expect: Append object to the end of the list.
first(dict.fromkeys)  # expect: Create a new dictionary with keys from iterable and values set to value.
first(str.maketrans)  # expect: Return a translation table usable for str.translate().
first(int.__add__)  # expect: Return self+value.
first((5).__add__)  # expect: Return self+value.
first(bool.__and__)  # expect: Return self&value.
first(int.__new__)  # expect: Create and return a new object.  See help(type) for accurate signature.
first(list.__init__)  # expect: Initialize self.  See help(type(self)) for accurate signature.
first(int.real)  # expect: the real part of a complex number
first(ValueError)  # expect: Inappropriate argument value (of correct type).
first(ValueError("x"))  # expect: Inappropriate argument value (of correct type).
first(OSError.errno)  # expect: POSIX exception code
first(math)  # expect: This module provides access to the mathematical functions
first(math.gcd)  # expect: Greatest Common Divisor.
first(errno)  # expect: This module makes available standard errno system symbols.
first(os.getpid)  # expect: Return the current process id.
first(os.stat_result.st_mode)  # expect: protection bits
first(collections.deque)  # expect: A list-like sequence optimized for data accesses near its endpoints.
first(collections.deque.rotate)  # expect: Rotate the deque n steps to the right.  If n is negative, rotates left.
first(functools.cmp_to_key)  # expect: Convert a cmp= function into a key= function.
first(itertools.chain.from_iterable)  # expect: Alternative chain() constructor taking a single iterable argument that evaluates lazily.
first(datetime.date.isoformat)  # expect: Return string in ISO 8601 format, YYYY-MM-DD.
first(struct.Struct)  # expect: Struct(fmt) --> compiled struct object
first(types.FunctionType)  # expect: Create a function object.

# What has none in CPython has none here.
print(type(iter([])).__doc__, types.FunctionType.__code__.__doc__)  # expect: None None
print(type.__dict__["__doc__"].__doc__, type((n for n in "")).__doc__)  # expect: None None


class Own:
    pass


class Heir(dict):
    pass


print(Own.__doc__, Own().__doc__, Heir.__doc__, Heir().__doc__)  # expect: None None None None
print(Own.__dict__["__weakref__"].__doc__)  # expect: list of weak references to the object
print(inspect.getdoc(Heir.update) == inspect.getdoc(dict.update))  # expect: True
print("__doc__" in dir(5), "__doc__" in dir(math), "__doc__" in vars(math))  # expect: True True True
