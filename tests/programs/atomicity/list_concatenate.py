# `L + M`: both at one moment.
from _hammer import readers

left, right = [], []


def grow(me):
    for n in range(2500):
        left.append(1)
        right.append(-1)


def check():
    return sum(left + right) in (0, 1)


print(readers(check, [grow]), sum(left + right))  # expect: {True} 0
