"""Imports a module that imports this one."""

name = "a"
import _circular_b


def from_b():
    return _circular_b.name
