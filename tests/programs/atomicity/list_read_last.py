# `L[-1]` while others only append: an item that was last at some time since the reader last looked.
from _hammer import readers

shared = [0]


def grow(me):
    for n in range(1, 4000):
        shared.append(n)


last = 0


def check():
    global last
    before, now = last, shared[-1]
    last = max(before, now)
    return now >= before or "went back"


print(readers(check, [grow], readers=1), shared[-1])  # expect: {True} 3999
