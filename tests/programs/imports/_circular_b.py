"""Sees _circular_a half made."""

import _circular_a

name = "b"
early = (_circular_a.name, hasattr(_circular_a, "from_b"))


def from_a():
    return _circular_a.name, hasattr(_circular_a, "from_b")
