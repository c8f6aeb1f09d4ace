# `d.rotate(n)`, `d.reverse()`, `d.copy()`: one step each. A copy is what was turned, nothing doubled.
import collections
from _hammer import readers

shared = collections.deque(range(20))


def rotate(me):
    for n in range(1500):
        shared.rotate(n % 7 - 3)
        shared.reverse()


def check():
    copy = list(shared.copy())
    steps = {(after - before) % 20 for before, after in zip(copy, copy[1:])}
    return steps in ({1}, {19})


print(readers(check, [rotate] * 2), sorted(shared) == list(range(20)))  # expect: {True} True
