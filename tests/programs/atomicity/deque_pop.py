# `d.pop()`, `d.popleft()`: each item goes to one thread.
import collections
from _hammer import hammer

shared = collections.deque(range(6000))
popped = [[] for _ in range(4)]


def pop(me):
    while True:
        try:
            popped[me].append(shared.pop() if me % 2 else shared.popleft())
        except IndexError:
            return


hammer(*[pop] * 4)
print(sorted(sum(popped, [])) == list(range(6000)), len(shared))  # expect: True 0
