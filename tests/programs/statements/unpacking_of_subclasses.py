# How many values there are is told of no subclass, which may give others than it holds.
# cpython: 3.13 does not tell it of any


class Numbers(list):
    pass


class Table(dict):
    pass


for several in ([1, 2, 3], (1, 2, 3), {1: 2, 3: 4, 5: 6}, Numbers([1, 2, 3]), Table({1: 2, 3: 4, 5: 6})):
    try:
        a, b = several
    except ValueError as e:
        print(e)
# expect: too many values to unpack (expected 2, got 3)
# expect: too many values to unpack (expected 2, got 3)
# expect: too many values to unpack (expected 2, got 3)
# expect: too many values to unpack (expected 2)
# expect: too many values to unpack (expected 2)
