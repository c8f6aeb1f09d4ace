# `d.remove(x)`: one thread removes it, and removes nothing else. `x in d`, `d.index(x)`, `d.count(x)`: one step too.
import collections
from _hammer import hammer, readers

shared = collections.deque(range(1000))
removed = [0] * 4


def remove(me):
    for n in range(1000):
        try:
            shared.remove(n)
            removed[me] += 1
        except ValueError:
            pass


hammer(*[remove] * 4)
print(sum(removed), len(shared))  # expect: 1000 0
shared.extend(["a", "kept", "b"])


def shift(me):
    for n in range(2000):
        shared.rotate(1)
        shared.append(f"{me} {n}")
        shared.remove(f"{me} {n}")


def check():
    return "kept" in shared, shared.count("kept"), 0 <= shared.index("kept") < 8


print(readers(check, [shift] * 2), len(shared))  # expect: {(True, 1, True)} 3
