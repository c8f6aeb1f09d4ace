# Going over a dict whose values others replace: every key once, in order, with a value that was stored under it.
from _hammer import readers

shared = {f"key {n}": (n, 0) for n in range(60)}
keys = list(shared)


def change(me):
    for n in range(3000):
        shared[f"key {n % 60}"] = (n % 60, n)


def check():
    pairs = [(key, value[0]) for key, value in shared.items()]
    values = [value[0] for value in shared.values()]
    return (
        pairs == [(key, n) for n, key in enumerate(keys)],
        values == list(range(60)),
        [key for key in shared] == keys,
        [key for key in reversed(shared)] == keys[::-1],
    )


print(readers(check, [change] * 2))  # expect: {(True, True, True, True)}

# What many are taken from, one after another from the front, is gone over from where it begins.
many = dict.fromkeys(range(3000))
taken = 0
while many:
    del many[next(iter(many))]
    taken += 1
print(taken, list(many.items()))  # expect: 3000 []
