# `d.update(e)` and `d |= e` of a dict: all entries in one step.
from _hammer import readers

shared = dict.fromkeys(range(12), 0)


def update(me):
    for n in range(1000):
        if n % 2:
            shared.update(dict.fromkeys(range(12), (me, n)))
        else:
            shared.__ior__(dict.fromkeys(range(12), (me, n)))


def check():
    return len(set(shared.copy().values()))


print(readers(check, [update] * 2))  # expect: {1}
