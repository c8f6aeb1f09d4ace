# `L *= n` is one step.
from _hammer import hammer

for _ in range(80):
    shared = [1]

    def double(me):
        global shared
        for n in range(3):
            shared.__imul__(2)

    hammer(*[double] * 3)
    if len(shared) != 512:
        print("lost", len(shared))
print(len(shared))  # expect: 512
