# `d.setdefault(k, v)`: one thread's value stays, and all are given it.
from _hammer import hammer

shared = {}
given = [[] for _ in range(4)]


def ask(me):
    for n in range(2000):
        given[me].append(shared.setdefault(n, [me]))


hammer(*[ask] * 4)
print(all(all(one is shared[n] for one in each) for n, each in enumerate(zip(*given))))  # expect: True
