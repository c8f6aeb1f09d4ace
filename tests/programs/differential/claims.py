# What objects say they are: proxies and references, what is asked of them and whether they can be iterated over.
import math
import re
import weakref


class C:
    pass


def attempt(function):
    try:
        print(re.sub(r" at 0x[0-9a-f]+", "", repr(function())))
    except Exception as e:
        print(type(e).__name__, e)


def tried(function):
    try:
        function()
    except TypeError as e:
        return str(e)


c = C()
proxy, reference = weakref.proxy(c), weakref.ref(c)
attempt(lambda: (isinstance(proxy, C), isinstance(proxy, int), type(proxy) is C))  # expect: (True, False, False)
attempt(lambda: reference)  # expect: <weakref; to 'C'>
attempt(lambda: weakref.ref(len.__class__))  # expect: <weakref; to 'type' (builtin_function_or_method)>
print(re.sub(r" at 0x[0-9a-f]+", "", weakref.ProxyType.__repr__(proxy)))  # expect: <weakproxy; to 'C'>
del c
attempt(lambda: isinstance(proxy, int))  # expect: ReferenceError weakly-referenced object no longer exists
attempt(lambda: reference)  # expect: <weakref; dead>

attempt(lambda: "not iterable" in tried(lambda: list(re.match("(a)(b)", "ab"))))  # expect: True
attempt(lambda: re.match("(a)(b)", "ab")[2])  # expect: 'b'
attempt(lambda: type("X", (), 3))  # expect: TypeError type.__new__() argument 3 must be dict, not int
attempt(lambda: memoryview(b"abc")[1, 2])  # expect: TypeError cannot index 1-dimension view with 2-element tuple

attempt(lambda: math.dist((0.5, -1, 1), (3, 2, 1)))  # expect: 3.905124837953327
attempt(lambda: (math.hypot(3, 4), math.hypot(1e308, 1e308), math.hypot(5e-324, 5e-324, 0)))
# expect: (5.0, 1.4142135623730951e+308, 5e-324)
attempt(lambda: math.hypot(*[0.1] * 10))  # expect: 0.31622776601683794
attempt(lambda: (math.hypot(-2.5), math.hypot(), math.hypot(1, float("nan")), math.hypot(float("nan"), float("-inf"))))
# expect: (2.5, 0.0, nan, inf)

attempt(lambda: (str(SyntaxError()), str(SyntaxError("m", ("f", 3, 1, "t"))), str(IndexError())))
# expect: ('None', 'm (f, line 3)', '')


# The callback that was registered last is called first.
c = C()
first = weakref.ref(c, lambda r: print("first"))
second = weakref.ref(c, lambda r: print("second"))
third = weakref.finalize(c, print, "third")
del c
# expect: third
# expect: second
# expect: first

import abc


class Undecided(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return other.__name__


attempt(lambda: issubclass(int, Undecided))
# expect: AssertionError __subclasshook__ must return either False, True, or NotImplemented

# A part of a group has its cause, be it none, so its context is not shown.
try:
    1 / 0
except ZeroDivisionError as e:
    group = ExceptionGroup("group", [ValueError(1), KeyError(2)])
    group.__context__ = e
part = group.subgroup(KeyError)
print(part.__suppress_context__, part.__context__ is group.__context__, group.__suppress_context__)
# expect: True True False
