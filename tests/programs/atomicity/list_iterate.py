# Iterating over a list that others change: items that are or were there, and an end.
from _hammer import readers

shared = list(range(100))


def change(me):
    for n in range(800):
        shared.append(n % 100)
        shared[n % 50] = n % 100
        shared.insert(60, n % 100)
        shared.pop()
        del shared[60]


def check():
    return all(item in range(100) for item in shared) and all(item in range(100) for item in reversed(shared))


print(readers(check, [change] * 2), len(shared))  # expect: {True} 100
