# One iterator over a dict or set for all threads: each entry comes once.
from _hammer import hammer

for source in (dict.fromkeys(range(2000)), set(range(2000))):
    iterator = iter(source)
    got = [[] for _ in range(4)]

    def use(me):
        for item in iterator:
            got[me].append(item)

    hammer(*[use] * 4)
    print(sorted(sum(got, [])) == list(range(2000)), next(iterator, "end"))
# expect: True end
# expect: True end
