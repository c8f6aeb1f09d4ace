# `L[i]` finds an item that was there: the same object that was stored, whole.
from _hammer import readers

first, second = ("first", 1), ("second", 2)
shared = [first, None]


def store(me):
    for n in range(3000):
        shared[0] = second if n % 2 else first


def grow(me):
    for n in range(1500):
        shared.append(None)
    del shared[2:]


def check():
    item = shared[0]
    return item is first or item is second


print(readers(check, [store, grow]))  # expect: {True}
