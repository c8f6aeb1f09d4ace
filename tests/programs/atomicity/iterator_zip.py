# One `zip`, `map` or `filter` for all threads: each of its own iterators is taken from in its turn, so pairs may mix.
import itertools
from _hammer import hammer

pairs = zip(itertools.count(), itertools.count())
mapped = map(abs, itertools.count())
filtered = filter(None, itertools.count())
got = [[] for _ in range(3)]


def use(me):
    for n in range(600):
        left, right = next(pairs)
        got[me].append((left, right, next(mapped), next(filtered)))


hammer(*[use] * 3)
columns = list(zip(*sum(got, [])))
print([sorted(column) == list(range(start, start + 1800)) for column, start in zip(columns, (0, 0, 0, 1))])
# expect: [True, True, True, True]
