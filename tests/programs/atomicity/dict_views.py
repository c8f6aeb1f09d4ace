# `k in d.keys()`, `(k, v) in d.items()`, `len(d.keys())`: as the dict's own; `d.keys() & s` is a set of keys that were there.
from _hammer import readers

shared = {"kept": 1}
keys, items = shared.keys(), shared.items()


def change(me):
    for n in range(1500):
        shared[n % 20] = n
        shared.pop((n + 7) % 20, None)


def check():
    return "kept" in keys, ("kept", 1) in items, "absent" in keys, len(keys) >= 1, keys & {"kept", "absent"} == {"kept"}


print(readers(check, [change] * 2))  # expect: {(True, True, False, True, True)}
