# `d[k] = v`: with keys of their own nothing is lost; under one key the last stays and every other value dies once.
from _hammer import Counted, hammer

shared = {}


def store(me):
    for n in range(1000):
        shared[me, n] = n
        shared["one"] = Counted(1000 * me + n)


hammer(*[store] * 4)
print(len(shared), all(shared[me, n] == n for me in range(4) for n in range(1000)))  # expect: 4001 True
print(len(Counted.died), len(set(Counted.died)))  # expect: 3999 3999
