"""Fails two calls deep."""


def outer(n):
    return inner(n) + 1


def inner(n):
    return 1 // n
