# `s & t`, `s | t`, `s - t`, `s ^ t`, `s.isdisjoint(t)`, `s <= t`: both at one moment. At no moment have they a member in common.
from _hammer import readers

left, right = set(range(0, 20, 2)), set(range(1, 20, 2))
left.add("x")


def change(me):
    for _ in range(1200):
        left.remove("x")
        right.add("x")
        right.remove("x")
        left.add("x")


def check():
    both = left & right, left.intersection(right), left - right <= set(range(0, 20, 2)) | {"x"}
    return both == (set(), set(), True), left.isdisjoint(right), left <= right, left == right, len(left ^ right) in (20, 21)


print(readers(check, [change]))  # expect: {(True, True, False, False, True)}
