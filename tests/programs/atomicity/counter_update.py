# `Counter.update(items)` and `c[k] += 1` are several steps an item: counts may be lost, none is made up.
import collections
from _hammer import hammer

shared = collections.Counter()


def count(me):
    for n in range(300):
        shared.update("abc")
        shared["d"] += 1


hammer(*[count] * 3)
print(sorted(shared), all(1 <= number <= 900 for number in shared.values()))  # expect: ['a', 'b', 'c', 'd'] True
