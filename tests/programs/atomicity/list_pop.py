# `L.pop()`: each item is popped by one thread.
from _hammer import hammer

shared = list(range(6000))
popped = [[] for _ in range(4)]


def pop(me):
    while True:
        try:
            popped[me].append(shared.pop())
        except IndexError:
            return


hammer(*[pop] * 4)
print(sorted(sum(popped, [])) == list(range(6000)), shared)  # expect: True []
print(all(mine == sorted(mine, reverse=True) for mine in popped))  # expect: True
