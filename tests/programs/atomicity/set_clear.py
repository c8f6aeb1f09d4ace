# `s.clear()`: others see all members or none.
from _hammer import readers

shared = set()


def change(me):
    for n in range(1500):
        shared.update({1, 2, 3, 4, 5, 6, 7, 8})
        shared.clear()


def check():
    return len(shared.copy())


print(readers(check, [change]) <= {0, 8})  # expect: True
