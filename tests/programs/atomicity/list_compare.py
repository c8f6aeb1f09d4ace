# `L == M`, `L < M`, `repr(L)`: item after item; what does not change decides as it does alone.
from _hammer import readers

shared = [0, *range(100)]
less = [-1, *range(100)]


def change(me):
    for n in range(3000):
        shared[50 + n % 40] = n
        shared.append(n)
        shared.pop()


def check():
    return shared == less, less < shared, shared != less, repr(shared).startswith("[0, 0, 1, 2,")


print(readers(check, [change] * 2))  # expect: {(False, True, True, True)}
