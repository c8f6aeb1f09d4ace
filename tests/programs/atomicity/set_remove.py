# `s.remove(x)`, `s.discard(x)`: one thread has it.
from _hammer import hammer

shared = set(range(3000))
had = [0] * 4


def remove(me):
    for n in range(3000):
        try:
            shared.remove(n)
            had[me] += 1
        except KeyError:
            shared.discard(n)


hammer(*[remove] * 4)
print(sum(had), shared)  # expect: 3000 set()
