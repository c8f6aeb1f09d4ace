"""A class method and a static method, called by all threads."""

from _crew import run


class Counter:
    @classmethod
    def step(cls, n):
        return n + 1

    @staticmethod
    def same(n):
        return n


def work(share):
    n = 0
    while n < share:
        n = Counter.same(Counter.step(n))
    return n


run(work, 200_000)
