# Iterating over a dict that others change: entries that are or were there, or RuntimeError.
from _hammer import readers

shared = {n: n for n in range(50)}


def change(me):
    for n in range(2000):
        shared[50 + n % 30] = 50 + n % 30
        shared.pop(50 + (n + 15) % 30, None)


def check():
    try:
        return all(key == value and 0 <= key < 80 for key, value in shared.items())
    except RuntimeError as error:
        return str(error).startswith("dictionary ")


print(readers(check, [change] * 2))  # expect: {True}
