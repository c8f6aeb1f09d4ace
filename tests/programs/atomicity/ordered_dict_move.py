# `OrderedDict.move_to_end(k)`: the key can be found throughout, and is there once.
import collections
from _hammer import readers

shared = collections.OrderedDict.fromkeys(range(10), "value")


def move(me):
    for n in range(1500):
        shared.move_to_end(n % 10, last=n % 3 != 0)


def check():
    return shared[3], shared.get(7), 5 in shared, len(shared), len(list(shared.copy()))


print(readers(check, [move] * 2))  # expect: {('value', 'value', True, 10, 10)}
print(sorted(shared) == list(range(10)))  # expect: True
