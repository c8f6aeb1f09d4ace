# `s.copy()`, `set(s)`, `frozenset(s)`, `list(s)`, `sorted(s)`: the members of one moment.
from _hammer import readers

shared = {0}


def change(me):
    for n in range(1500):
        shared.update({1, 2, 3, 4})
        shared.difference_update({1, 2, 3, 4})


def check():
    return len(shared.copy()), len(set(shared)), len(frozenset(shared)), len(list(shared)), len(sorted(shared))


print(all(set(each) <= {1, 5} for each in readers(check, [change])))  # expect: True
