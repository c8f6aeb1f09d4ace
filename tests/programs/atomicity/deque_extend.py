# `d.extend(L)`, `d.extendleft(L)` of a list, tuple, set, dict or deque: all of it in one step. CPython promises that of no
# iterable; with the global lock it holds.
import collections
from _hammer import readers

shared = collections.deque()


def extend(me):
    for n in range(400):
        shared.extend([(me, n)] * 4)
        shared.extendleft(((me, n),) * 4)
        shared.extend(collections.deque([(me, n)] * 4))


def check():
    return len(shared.copy()) % 4


print(readers(check, [extend] * 3, readers=1), len(shared))  # expect: {0} 14400
groups = [set(list(shared)[at : at + 4]) for at in range(0, 400, 4)]
print(all(len(group) == 1 for group in groups))  # expect: True
