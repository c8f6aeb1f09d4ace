# `s.add(x)`: nothing is lost, an equal member is there once.
from _hammer import hammer

shared = set()


def add(me):
    for n in range(1500):
        shared.add((me, n))
        shared.add(n)


hammer(*[add] * 4)
print(len(shared), sum(1 for member in shared if isinstance(member, int)))  # expect: 7500 1500
