# `L.append(x)`: nothing is lost or doubled, and what one thread appends stays in its order.
from _hammer import hammer

shared = []


def append(me):
    for n in range(1500):
        shared.append((me, n))


hammer(*[append] * 4)
print(len(shared), len(set(shared)))  # expect: 6000 6000
print(all([n for who, n in shared if who == me] == list(range(1500)) for me in range(4)))  # expect: True
