# A module runs once; every import gives the same object.
import _counter
import _counter as again
from _counter import bump


def local():
    import _counter

    return _counter


print(_counter is again is local(), bump(), bump(), again.count)  # expect: True 1 2 2
import sys

print(sys.modules["_counter"] is again)  # expect: True
_counter.count = 100
print(bump())  # expect: 101
del sys.modules["_counter"]
import _counter

print(_counter is again, _counter.count)  # expect: False 0
import importlib

_counter.count = 50
print(importlib.reload(_counter) is _counter, _counter.count)  # expect: True 0
