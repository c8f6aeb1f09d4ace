"""Fails half way through."""

before = 1
raise RuntimeError("broken module")
