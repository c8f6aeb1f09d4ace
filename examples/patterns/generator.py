"""Generators of one function, each used by one thread."""

from _crew import run


def count(limit):
    for n in range(limit):
        yield n


def work(share):
    n = 0
    for _ in count(share):
        n += 1
    return n


run(work, 500_000)
