# `L.reverse()`: a copy is the one way round or the other.
from _hammer import readers

forwards = list(range(30))
backwards = forwards[::-1]
shared = forwards[:]


def reverse(me):
    for n in range(2000):
        shared.reverse()


def check():
    copy = shared[:]
    return copy == forwards or copy == backwards


print(readers(check, [reverse] * 2), shared == forwards)  # expect: {True} True
