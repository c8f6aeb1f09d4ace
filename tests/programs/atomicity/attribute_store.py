# `o.a = x` by all threads: the last one stays, every other value dies once. Slots alike.
from _hammer import Counted, hammer


class Plain:
    pass


class Slotted:
    __slots__ = ("value",)


plain, slotted = Plain(), Slotted()


def store(me):
    for n in range(400):
        plain.value = Counted((me, n))
        slotted.value = Counted((me, 1000 + n))


hammer(*[store] * 4)
print(len(Counted.died), len(set(Counted.died)))  # expect: 3198 3198
del plain, slotted
print(len(Counted.died), len(set(Counted.died)))  # expect: 3200 3200
