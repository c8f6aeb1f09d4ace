"""One bound method, called by all threads."""

from _crew import run


class Counter:
    def step(self, n):
        return n + 1


step = Counter().step


def work(share):
    n = 0
    while n < share:
        n = step(n)
    return n


run(work, 400_000)
