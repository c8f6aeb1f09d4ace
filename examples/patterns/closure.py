"""A function that closes over a variable, called by all threads."""

from _crew import run


def make(amount):
    def step(n):
        return n + amount

    return step


step = make(1)


def work(share):
    n = 0
    while n < share:
        n = step(n)
    return n


run(work, 500_000)
