# `d.popitem()`: each entry goes to one thread, the last one first.
from _hammer import hammer

shared = {n: str(n) for n in range(4000)}
popped = [[] for _ in range(4)]


def pop(me):
    while True:
        try:
            popped[me].append(shared.popitem())
        except KeyError:
            return


hammer(*[pop] * 4)
print(sorted(sum(popped, [])) == [(n, str(n)) for n in range(4000)], shared)  # expect: True {}
print(all(mine == sorted(mine, reverse=True) for mine in popped))  # expect: True
