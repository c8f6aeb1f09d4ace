# itertools: an iterator may be asked for items by the Python code that it calls to make one.
import itertools
from itertools import accumulate, batched, chain, compress, count, cycle, dropwhile, filterfalse, groupby, islice
from itertools import pairwise, starmap, takewhile, zip_longest


class Asking:
    """Counts; at some numbers it gives what the iterator over it gives then."""

    def __init__(self, places, stop=9):
        self.number, self.places, self.stop = 0, places, stop

    def __iter__(self):
        return self

    def __next__(self):
        if self.number >= self.stop:
            raise StopIteration
        self.number += 1
        if self.number in self.places:
            return next(self.walker, None)
        return [self.number]


def walk(make, places, stop=9):
    source = Asking(places, stop)
    source.walker = make(source)
    return list(islice(source.walker, 12))


for places in [{1}, {2}, {3}, {1, 2}, {1, 3}, {1, 4}, {2, 3}]:
    print(sorted(places), walk(pairwise, places))
for stop in range(1, 5):
    print(stop, walk(pairwise, {1}, stop))
for make in [
    chain,
    cycle,
    lambda source: compress(source, itertools.repeat(True)),
    lambda source: dropwhile(lambda item: item == [1], source),
    lambda source: takewhile(lambda item: item != [8], source),
    lambda source: filterfalse(lambda item: item == [5], source),
    lambda source: islice(source, 1, None, 2),
    lambda source: starmap(lambda *items: items, source),
    lambda source: accumulate(source, lambda total, item: (total, item)),
    lambda source: zip_longest(source, "ab"),
    lambda source: batched(source, 2),
]:
    print(walk(make, {3}))


# Functions of the program that ask.
taken = iter(range(20))
odd = filterfalse(lambda item: item % 2 == 0 or item == 3 and next(odd), taken)
print(list(odd))
both = accumulate(range(6), lambda total, item: total + item + (next(both, 0) if item == 2 else 0))
print(list(both))


class Number:
    def __init__(self, number):
        self.number = number

    def __float__(self):
        return float(self.number)

    def __add__(self, other):
        return Number(self.number + other)


numbers = count(Number(1), 2)
print([next(numbers).number for _ in range(3)])


def key(item):
    if item == 5:
        list(group)
    return item != 6


for _, group in groupby(range(10), key):
    list(group)
print("groups")

# A shared sieve, in which each filter asks the one below.
def sieve():
    numbers = count(2)
    while True:
        prime = next(numbers)
        yield prime
        numbers = filterfalse(lambda number, prime=prime: number % prime == 0, numbers)


print(list(islice(sieve(), 12)))
# expect: [1] [(([2], [3]), [4]), ([4], [5]), ([5], [6]), ([6], [7]), ([7], [8]), ([8], [9])]
# expect: [2] [([1], ([1], [3])), (([1], [3]), [4]), ([4], [5]), ([5], [6]), ([6], [7]), ([7], [8]), ([8], [9])]
# expect: [3] [([1], [2]), ([2], ([2], [4])), (([2], [4]), [5]), ([5], [6]), ([6], [7]), ([7], [8]), ([8], [9])]
# expect: [1, 2] [((([3], [4]), [5]), [6]), ([6], [7]), ([7], [8]), ([8], [9])]
# expect: [1, 3] [(([2], ([2], [4])), [5]), ([5], [6]), ([6], [7]), ([7], [8]), ([8], [9])]
# expect: [1, 4] [(([2], [3]), (([2], [3]), [5])), ((([2], [3]), [5]), [6]), ([6], [7]), ([7], [8]), ([8], [9])]
# expect: [2, 3] [([1], ([1], ([1], [4]))), (([1], ([1], [4])), [5]), ([5], [6]), ([6], [7]), ([7], [8]), ([8], [9])]
# expect: 1 []
# expect: 2 []
# expect: 3 []
# expect: 4 [(([2], [3]), [4])]
# expect: [[1], [2], [4], [5], [6], [7], [8], [9]]
# expect: [[1], [2], [4], [5], [6], [7], [8], [9], [1], [2], [4], [4]]
# expect: [[1], [2], [4], [5], [6], [7], [8], [9]]
# expect: [[2], [4], [5], [6], [7], [8], [9]]
# expect: [[1], [2], [4], [5], [6], [7]]
# expect: [[1], [2], [4], [6], [7], [8], [9]]
# expect: [[2], [6], [8]]
# expect: [(1,), (2,), (4,), (5,), (6,), (7,), (8,), (9,)]
# expect: [[1], ([1], [2]), ((([1], [2]), [4]), (([1], [2]), [4])), (((([1], [2]), [4]), (([1], [2]), [4])), [5]), ((((([1], [2]), [4]), (([1], [2]), [4])), [5]), [6]), (((((([1], [2]), [4]), (([1], [2]), [4])), [5]), [6]), [7]), ((((((([1], [2]), [4]), (([1], [2]), [4])), [5]), [6]), [7]), [8]), (((((((([1], [2]), [4]), (([1], [2]), [4])), [5]), [6]), [7]), [8]), [9])]
# expect: [([1], 'a'), ([2], 'b'), (([4], None), None), ([5], None), ([6], None), ([7], None), ([8], None), ([9], None)]
# expect: [([1], [2]), (([4], [5]), [6]), ([7], [8]), ([9],)]
# expect: [1, 7, 9, 11, 13, 15, 17, 19]
# expect: [0, 1, 7, 11, 16]
# expect: [1, 3, 5]
# expect: groups
# expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
