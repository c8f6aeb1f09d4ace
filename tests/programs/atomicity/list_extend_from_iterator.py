# `L.extend(iterator)`: item after item, so those of two threads mix; each thread's stay in order and none is lost.
from _hammer import hammer

shared = []


def extend(me):
    for n in range(20):
        shared.extend((me, 100 * n + k) for k in range(100))


hammer(*[extend] * 3)
print(len(shared))  # expect: 6000
print(all([n for who, n in shared if who == me] == list(range(2000)) for me in range(3)))  # expect: True
