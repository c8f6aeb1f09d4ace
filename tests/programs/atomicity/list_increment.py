# `L[i] += 1` is three steps: additions may be lost, none is made up.
from _hammer import hammer

shared = [0]


def add(me):
    for n in range(2000):
        shared[0] += 1


hammer(*[add] * 3)
print(1 <= shared[0] <= 6000 or shared[0])
# expect: True
