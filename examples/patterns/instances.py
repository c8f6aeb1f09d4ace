"""Instances of one class, made by all threads."""

from _crew import run


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def work(share):
    n = 0
    for _ in range(share):
        n += Point(1, 2).x
    return n


run(work, 250_000)
