# `x in s`: a member that is there throughout is found.
from _hammer import readers

shared = {"kept", 1000000}


def change(me):
    for n in range(2000):
        shared.add(n)
        shared.discard(n - 20)


def check():
    return "kept" in shared, 1000000 in shared, "absent" in shared, len(shared) >= 2


print(readers(check, [change] * 2))  # expect: {(True, True, False, True)}
