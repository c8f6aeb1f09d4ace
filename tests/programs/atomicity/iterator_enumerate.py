# One `enumerate` for all threads: an item may have another's number; numbers are at most as many as were asked for.
import itertools
from _hammer import hammer

numbered, wrong = enumerate(itertools.repeat("item", 3000)), []
got = [0] * 3


def use(me):
    for number, item in numbered:
        got[me] += 1
        if item != "item" or not 0 <= number < 3000:
            wrong.append(number)


hammer(*[use] * 3)
print(wrong, sum(got))  # expect: [] 3000
