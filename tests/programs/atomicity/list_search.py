# `x in L`, `L.index(x)`, `L.count(x)`: not one step; what is not moved is found.
from _hammer import readers

shared = [*range(50), "kept", *range(50)]


def change(me):
    for n in range(3000):
        shared[n % 50] = n
        shared.append(n)
        shared.pop()


def check():
    return "kept" in shared, shared.index("kept"), shared.count("kept")


print(readers(check, [change] * 2))  # expect: {(True, 50, 1)}
