# `L[i] = x` by all threads: the last one stays, every other item dies once.
from _hammer import Counted, hammer

shared = [None] * 3


def store(me):
    for n in range(500):
        shared[n % 3] = Counted(1000 * me + n)


hammer(*[store] * 4)
kept = [item.number for item in shared]
everything = {1000 * me + n for me in range(4) for n in range(500)}
print(len(Counted.died), len(set(Counted.died)), set(Counted.died) | set(kept) == everything)  # expect: 1997 1997 True
shared.clear()
print(len(Counted.died), set(Counted.died) == everything)  # expect: 2000 True
