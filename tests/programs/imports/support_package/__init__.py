"""A package for the programs in this directory's parent."""

value = "package value"
