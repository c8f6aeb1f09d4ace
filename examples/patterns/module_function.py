"""A function of a module, called by all threads."""

from _crew import run


def step(n):
    return n + 1


def work(share):
    n = 0
    while n < share:
        n = step(n)
    return n


run(work, 500_000)
