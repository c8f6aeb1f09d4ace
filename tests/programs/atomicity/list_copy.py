# `L[i:j]`, `L.copy()`, `list(L)`, `L * n`, `tuple(L)`: the items of one moment.
from _hammer import readers

shared = [0] * 7


def store(me):
    for n in range(1500):
        shared[:] = [n] * 7


def check():
    copies = [shared[:], shared.copy(), list(shared), shared * 2, list(tuple(shared)), [*shared], shared[::-1]]
    return all(len(set(copy)) == 1 for copy in copies)


print(readers(check, [store] * 2))  # expect: {True}
