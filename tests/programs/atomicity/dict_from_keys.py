# `dict.fromkeys(d)` and `dict.fromkeys(s)`: the keys of one moment.
from _hammer import readers

keys, members = dict.fromkeys(range(10)), set(range(10))
more = dict.fromkeys(range(10, 20))


def change(me):
    for n in range(800):
        keys.update(more)
        members.update(more)
        keys.clear()
        members.clear()
        keys.update(dict.fromkeys(range(10)))
        members.update(range(0))


def check():
    return len(dict.fromkeys(keys)), len(dict.fromkeys(members))


print(readers(check, [change]) <= {(n, m) for n in (0, 10, 20) for m in (0, 10, 20)})  # expect: True
