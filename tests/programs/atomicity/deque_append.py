# `d.append(x)`, `d.appendleft(x)`: nothing is lost, what one thread appends stays in its order.
import collections
from _hammer import hammer

shared = collections.deque()


def append(me):
    for n in range(1500):
        if me % 2:
            shared.append((me, n))
        else:
            shared.appendleft((me, n))


hammer(*[append] * 4)
print(len(shared), len(set(shared)))  # expect: 6000 6000
print(all([n for who, n in shared if who == me] == list(range(1500))[:: 1 if me % 2 else -1] for me in range(4)))
# expect: True
