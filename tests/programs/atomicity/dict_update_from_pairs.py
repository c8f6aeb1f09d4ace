# `d.update(pairs)`: entry after entry; nothing is lost.
from _hammer import hammer

shared = {}


def update(me):
    for n in range(0, 1000, 10):
        shared.update(((me, n + k), k) for k in range(10))


hammer(*[update] * 4)
print(len(shared), all(shared[me, n] == n % 10 for me in range(4) for n in range(1000)))  # expect: 4000 True
