# New attributes by all threads, on one object and on objects of one class: none is lost.
from _hammer import hammer


class Thing:
    pass


shared = Thing()
own = [Thing() for _ in range(4)]


def add(me):
    for n in range(300):
        setattr(shared, f"a{me}_{n}", n)
        setattr(own[me], f"b{n % 40}", n)
    for n in range(60):
        made = Thing()
        made.first, made.second = me, n
        assert (made.first, made.second) == (me, n)


hammer(*[add] * 4)
print(len(vars(shared)), all(getattr(shared, f"a{me}_{n}") == n for me in range(4) for n in range(300)))
# expect: 1200 True
print([len(vars(one)) for one in own])  # expect: [40, 40, 40, 40]
