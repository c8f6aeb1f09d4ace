# `d[k] += 1` is three steps: additions may be lost, none is made up.
from _hammer import hammer

shared = {"n": 0}


def add(me):
    for n in range(2000):
        shared["n"] += 1


hammer(*[add] * 3)
print(1 <= shared["n"] <= 6000 or shared)
# expect: True
