# Iterating over a deque that others change: items that are or were there, or RuntimeError.
import collections
from _hammer import readers

shared = collections.deque(range(50))


def change(me):
    for n in range(2000):
        shared.append(n % 50)
        shared.popleft()


def check():
    try:
        return all(0 <= item < 50 for item in shared)
    except RuntimeError as error:
        return str(error) == "deque mutated during iteration"


print(readers(check, [change] * 2), len(shared))  # expect: {True} 50
