# `L.remove(x)`: one thread removes it, and no thread overlooks an item that others push along.
from _hammer import hammer

shared = list(range(900)) + ["here"] * 300
removed = [0] * 4


def remove(me):
    for n in range(150):
        shared.remove("here")
        removed[me] += 1


def shift(me):
    for n in range(450):
        shared.pop(0)


hammer(remove, remove, shift, shift)
print(removed, shared)  # expect: [150, 150, 0, 0] []
shared = list(range(1000))


def race(me):
    for n in range(1000):
        try:
            shared.remove(n)
            removed[me] += 1
        except ValueError:
            pass


hammer(*[race] * 4)
print(sum(removed), shared)  # expect: 1300 []
