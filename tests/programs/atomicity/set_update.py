# `s.update(t)` and `s |= t` of a set, frozenset or dict: all members in one step.
from _hammer import readers

shared = set()


def update(me):
    for n in range(1000):
        shared.update({1, 2, 3, 4, 5, 6, 7})
        shared.clear()
        shared.__ior__(frozenset({1, 2, 3, 4, 5, 6, 7}))
        shared.clear()
        shared.update(dict.fromkeys((1, 2, 3, 4, 5, 6, 7)))
        shared.clear()


def check():
    return len(shared.copy())


print(readers(check, [update] * 2) <= {0, 7})  # expect: True
