# `sep.join(L)` of a list: the pieces of one moment.
from _hammer import readers

shared = ["a"] * 8


def change(me):
    for n in range(2000):
        shared[:] = ["ab"[n % 2]] * 8


def check():
    return "".join(shared)


print(sorted(readers(check, [change])) in (["aaaaaaaa", "bbbbbbbb"], ["aaaaaaaa"], ["bbbbbbbb"]))  # expect: True
