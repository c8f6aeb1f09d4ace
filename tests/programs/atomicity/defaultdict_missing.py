# `defaultdict[k]` of a key that is not there: look, make, put. Two threads may both make one; all get the one put first.
import collections
from _hammer import hammer

shared = collections.defaultdict(list)
got = [[] for _ in range(3)]


def use(me):
    for n in range(1500):
        got[me].append(shared[n])


hammer(*[use] * 3)
print(len(shared), all(all(one is shared[n] for one in each) for n, each in enumerate(zip(*got))))  # expect: 1500 True
