"""Imports what is beside it and above it."""

from .. import value as up
from .._sibling import public as side
from . import _deep as module


def function():
    from .. import _sibling
    from ._deep import name

    return _sibling.hidden, name
