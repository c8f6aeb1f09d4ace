# One iterator over a list, tuple or str for all threads: items may come twice or not at all, and the end comes.
from _hammer import hammer

for source in (list(range(3000)), tuple(range(3000)), "x" * 3000):
    iterator, allowed, wrong = iter(source), set(source), []

    def use(me):
        for item in iterator:
            if item not in allowed:
                wrong.append(item)

    hammer(*[use] * 4)
    print(wrong, next(iterator, "end"))
# expect: [] end
# expect: [] end
# expect: [] end
