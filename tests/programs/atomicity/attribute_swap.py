# `o.a, o.b = o.b, o.a` is four steps: values may be doubled or lost, but they stay those that were there, and alive.
from _hammer import hammer


class Thing:
    pass


shared = Thing()
shared.a, shared.b = ["a"], ["b"]


def swap(me):
    for n in range(2000):
        shared.a, shared.b = shared.b, shared.a


hammer(*[swap] * 3)
print(shared.a in (["a"], ["b"]) and shared.b in (["a"], ["b"]))  # expect: True
