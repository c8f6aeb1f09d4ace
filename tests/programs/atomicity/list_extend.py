# `L.extend(M)` and `L += M` of a list, tuple, set or dict: all of it in one step, side by side.
from _hammer import readers

shared = []


def extend(me):
    for n in range(300):
        items = [(me, n)] * 5
        shared.extend(items)
        shared.__iadd__(tuple(items))
        shared.extend({(me, n, k) for k in range(5)})
        shared.extend(dict.fromkeys((me, n, k) for k in range(5)))


def check():
    return len(shared[:]) % 5


print(readers(check, [extend] * 3, readers=1), len(shared))  # expect: {0} 18000
groups = [{item[:2] for item in shared[at : at + 5]} for at in range(0, len(shared), 5)]
print(all(len(group) == 1 for group in groups))  # expect: True
