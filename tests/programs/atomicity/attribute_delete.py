# `del o.a`: one thread deletes it, the others are told that it is gone.
from _hammer import hammer


class Thing:
    pass


shared = Thing()
for n in range(1000):
    setattr(shared, f"a{n}", n)
had = [0] * 4


def delete(me):
    for n in range(1000):
        try:
            delattr(shared, f"a{n}")
            had[me] += 1
        except AttributeError:
            pass


hammer(*[delete] * 4)
print(sum(had), vars(shared))  # expect: 1000 {}
