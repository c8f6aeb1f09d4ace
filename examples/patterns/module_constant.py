"""A tuple and a string among the globals, read by all threads."""

from _crew import run

PRIMES = (2, 3, 5, 7)
NAME = "primes"


def work(share):
    n = 0
    while n < share:
        if NAME and PRIMES:
            n += 1
    return n


run(work, 700_000)
