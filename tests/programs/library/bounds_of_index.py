"""From where to where `index` looks: what counts from the end, what is too much, and what is no bound."""

from array import array
from collections import deque

items = [1, 2, 3, 2, 1]
for sequence in (items, tuple(items), deque(items), array("i", items)):
    name = type(sequence).__name__
    found = [sequence.index(2), sequence.index(2, 2), sequence.index(1, -1), sequence.index(1, -(10**30), 10**30)]
    print(name, found)
    for bounds in ((4,), (0, 1), (-1, -3), (10**30,), (0, -(10**30))):
        try:
            print(sequence.index(2, *bounds))
        except ValueError:
            print(end=".")
    for bounds in ((None,), (0, None), ("0",), (0.0,)):
        try:
            print(sequence.index(1, *bounds))
        except TypeError as error:
            print(end=" " + str(error).removeprefix("slice indices must be "))
    print()

# expect: list [1, 3, 4, 0]
# expect: ..... integers or have an __index__ method integers or have an __index__ method integers or have an __index__ method integers or have an __index__ method
# expect: tuple [1, 3, 4, 0]
# expect: ..... integers or have an __index__ method integers or have an __index__ method integers or have an __index__ method integers or have an __index__ method
# expect: deque [1, 3, 4, 0]
# expect: ..... integers or have an __index__ method integers or have an __index__ method integers or have an __index__ method integers or have an __index__ method
# expect: array [1, 3, 4, 0]
# expect: ..... integers or have an __index__ method integers or have an __index__ method integers or have an __index__ method integers or have an __index__ method
