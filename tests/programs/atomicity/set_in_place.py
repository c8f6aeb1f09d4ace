# `s &= t`, `s -= t`, `s ^= t` and their methods: all members in one step.
from _hammer import readers

members = set(range(15))
shared = set()


def change(me):
    for n in range(700):
        shared.__ixor__(members)
        shared.symmetric_difference_update(members)
        shared.update(members)
        shared.__isub__(members)
        shared.update(members)
        shared.__iand__({"none"})
        shared.update(members)
        shared.difference_update(members)
        shared.update(members)
        shared.intersection_update(set())


def check():
    return len(shared.copy())


print(readers(check, [change]) <= {0, 15}, shared)  # expect: True set()
