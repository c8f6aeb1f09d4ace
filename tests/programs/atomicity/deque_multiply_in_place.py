# `d *= n` is one step.
import collections
from _hammer import hammer

for _ in range(80):
    shared = collections.deque([1])

    def double(me):
        for n in range(3):
            shared.__imul__(2)

    hammer(*[double] * 3)
    if len(shared) != 512:
        print("lost", len(shared))
print(len(shared))  # expect: 512
