# `s.pop()`: each member goes to one thread.
from _hammer import hammer

shared = set(range(4000))
popped = [[] for _ in range(4)]


def pop(me):
    while True:
        try:
            popped[me].append(shared.pop())
        except KeyError:
            return


hammer(*[pop] * 4)
print(sorted(sum(popped, [])) == list(range(4000)), shared)  # expect: True set()
