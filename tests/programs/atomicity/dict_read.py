# `d[k]`, `d.get(k)`, `k in d`: a key that is there throughout is found, with a value that was stored under it.
from _hammer import readers

shared = {"kept": 0, 1000000: 0, 2.5: 0}


def change(me):
    for n in range(1500):
        shared[n] = n
        shared["kept"] = n % 2
        shared[f"{me} {n}"] = n
        shared.pop(n, None)


def check():
    return shared["kept"] in (0, 1), shared.get(1000000), 2.5 in shared, "absent" in shared, shared.get("absent")


print(readers(check, [change] * 2))  # expect: {(True, 0, True, False, None)}
