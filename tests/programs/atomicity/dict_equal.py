# `d == e`: both at one moment. At every moment the two differ.
from _hammer import readers

left, right = {n: 0 for n in range(20)}, {n: 0 for n in range(20)}
left["x"], right["x"] = 0, 1


def change(me):
    for _ in range(700):
        right["x"] = 2
        left["x"] = 1
        right["x"] = 0
        left["x"] = 2
        right["x"] = 1
        left["x"] = 0


def check():
    return left == right, right != left


print(readers(check, [change]))  # expect: {(False, True)}
