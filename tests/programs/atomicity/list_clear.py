# `L.clear()`: others see all items or none.
from _hammer import readers

shared = []


def change(me):
    for n in range(1500):
        shared.extend([n] * 20)
        shared.clear()


def check():
    return len(shared.copy())


print(readers(check, [change]) <= {0, 20})  # expect: True
