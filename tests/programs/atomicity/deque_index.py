# `d[i]`, `d[i] = x`: an item from either end that is or was there, as long as there is one.
import collections
from _hammer import readers

shared = collections.deque(["first", "last"])


def change(me):
    for n in range(1500):
        shared.insert(1, n)
        shared[1] = n + 1
        del shared[1]


def check():
    return shared[0], shared[-1], shared[len(shared) - 2] is not None


print(readers(check, [change]))  # expect: {('first', 'last', True)}
print(list(shared))  # expect: ['first', 'last']
