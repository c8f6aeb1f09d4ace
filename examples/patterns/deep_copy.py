"""Deep copies of one nested list, made by all threads."""

import copy

from _crew import run

MATRIX = [[row * 10 + column for column in range(4)] for row in range(3)]


def work(share):
    n = 0
    for _ in range(share):
        n += len(copy.deepcopy(MATRIX))
    return n


run(work, 4_000)
