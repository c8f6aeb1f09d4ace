# `o.__dict__` asked for while others store attributes: both show the same, and nothing is lost.
from _hammer import hammer


class Thing:
    pass


lost = 0
for _ in range(30):
    shared = Thing()

    def store(me):
        for n in range(8):
            setattr(shared, f"a{me}_{n}", n)

    def look(me):
        seen = vars(shared)
        seen["through"] = "the dict"
        assert shared.through == "the dict"

    hammer(store, store, look)
    lost += 17 - len(vars(shared))
print(lost)  # expect: 0
