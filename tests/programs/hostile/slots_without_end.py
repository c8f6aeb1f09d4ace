"""`__slots__` that is replaced by what never ends"""

import copy
import itertools
import resource


class Slotted:
    __slots__ = ("a",)


one = Slotted()
Slotted.__slots__ = itertools.repeat("x")
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
try:
    copy.copy(one)
except MemoryError:
    print("MemoryError")  # expect: MemoryError
Slotted.__slots__ = ["a", "x"]
one.a = 1
print(copy.copy(one).a)  # expect: 1
