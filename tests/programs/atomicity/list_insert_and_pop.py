# `L.insert(i, x)` and `L.pop(i)` at both ends at once: nothing is lost or doubled.
from _hammer import hammer

shared = list(range(50))
popped = [[] for _ in range(4)]


def change(me):
    for n in range(700):
        shared.insert((0, 25, -1, 10**6)[n % 4], 1000 + 1000 * me + n)
        popped[me].append(shared.pop((0, 3, -2, -1)[(n + me) % 4]))


hammer(*[change] * 4)
everything = list(range(50)) + [1000 + 1000 * me + n for me in range(4) for n in range(700)]
print(sorted(shared + sum(popped, [])) == everything)  # expect: True
