# Modules that others stand on, with what they ask of an interpreter when they are imported.
from __future__ import annotations

import doctest
import importlib.metadata
import inspect
import pdb
import platform
import smtplib
import sysconfig
import tokenize
import unittest.mock
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int = 5


class Plain:
    z: Nothing

    class Inner:
        w: str


def function():
    class Local:
        v: int = 1

    return Local


# With the future import annotations are texts, and each class has its own.
print(Point(1), Point.__annotations__)  # expect: Point(x=1, y=5) {'x': 'int', 'y': 'int'}
print(Plain.__annotations__, Plain.Inner.__annotations__, function().__annotations__)
# expect: {'z': 'Nothing'} {'w': 'str'} {'v': 'int'}
print("__annotations__" in globals())  # expect: True
top: int = 3
print(__annotations__)  # expect: {'top': 'int'}

# `$` marks the parameter that a method is bound to.
print(inspect.signature(list.append), inspect.signature([].append), inspect.signature(len))
# expect: (self, object, /) (object, /) (obj, /)
print([token.string for token in tokenize.tokenize(iter([b"a $ ?"]).__next__)][1:4])  # expect: ['a', '$', '?']
mock = unittest.mock.Mock(return_value=3)
print(mock(1, a=2), mock.call_args)  # expect: 3 call(1, a=2)
print(platform.python_version_tuple()[0], sysconfig.get_config_var("Py_GIL_DISABLED") in (0, 1, None))  # expect: 3 True
print((5).__doc__ == int.__doc__, "__doc__" in vars(object))  # expect: True True


def tested():
    """
    >>> tested()
    4
    >>> 1 / 0
    Traceback (most recent call last):
    ZeroDivisionError: division by zero
    """
    return 4


print(doctest.run_docstring_examples(tested, {"tested": tested}))  # expect: None
