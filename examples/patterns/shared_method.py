"""A method of one instance that all threads use."""

from _crew import run


class Counter:
    def step(self, n):
        return n + 1


shared = Counter()


def work(share):
    n = 0
    while n < share:
        n = shared.step(n)
    return n


run(work, 400_000)
