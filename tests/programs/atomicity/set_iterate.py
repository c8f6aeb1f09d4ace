# Iterating over a set that others change: members that are or were there, or RuntimeError.
from _hammer import readers

shared = set(range(50))


def change(me):
    for n in range(2000):
        shared.add(50 + n % 30)
        shared.discard(50 + (n + 15) % 30)


def check():
    try:
        return all(0 <= member < 80 for member in shared)
    except RuntimeError as error:
        return str(error) == "Set changed size during iteration"


print(readers(check, [change] * 2))  # expect: {True}
