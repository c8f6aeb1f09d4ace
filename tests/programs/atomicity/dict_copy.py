# `d.copy()`, `dict(d)`, `list(d.items())`, `d | e`, `{**d}`: the entries of one moment.
from _hammer import readers

shared = dict.fromkeys(range(9), 0)


def update(me):
    for n in range(1200):
        shared.update(dict.fromkeys(range(9), n))


def check():
    copies = [shared.copy(), dict(shared), dict(list(shared.items())), shared | {}, {**shared}]
    values = [list(shared.values()), [value for _, value in sorted(shared.items())], [*shared.values()]]
    return all(len(set(each)) == 1 for each in [*(copy.values() for copy in copies), *values])


print(readers(check, [update] * 2))  # expect: {True}
