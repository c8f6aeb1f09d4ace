# The iterators of `itertools`, each shared by all threads: one step each, so every item comes once.
import itertools
from _hammer import hammer

numbers, chained = itertools.count(), itertools.chain(range(900), range(900, 1800))
cycled, sliced = itertools.cycle("ab"), itertools.islice(itertools.count(), 1800)
got = [[] for _ in range(3)]


def use(me):
    for n in range(600):
        got[me].append((next(numbers), next(chained), next(cycled), next(sliced)))


hammer(*[use] * 3)
first, second, third, fourth = zip(*sum(got, []))
print(sorted(first) == sorted(fourth) == list(range(1800)), third.count("a"))  # expect: True 900
print(all(0 <= number < 1800 for number in second))  # expect: True
