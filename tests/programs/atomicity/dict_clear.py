# `d.clear()`: others see all entries or none.
from _hammer import readers

shared = {}


def change(me):
    for n in range(1200):
        shared.update(dict.fromkeys(range(20), n))
        shared.clear()


def check():
    return len(shared.copy())


print(readers(check, [change]) <= {0, 20})  # expect: True
