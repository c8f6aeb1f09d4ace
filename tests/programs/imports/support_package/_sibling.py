"""A module with an __all__."""

__all__ = ["public"]
public = "public name"
hidden = "not exported"
_private = "not exported either"
sibling_value = "sibling value"
