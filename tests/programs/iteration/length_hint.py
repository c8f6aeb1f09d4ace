# operator.length_hint and __length_hint__ of iterators.
from operator import length_hint

it = iter([1, 2, 3])
next(it)
print(length_hint(it), length_hint([1, 2]), length_hint((x for x in ())))  # expect: 2 2 0
print(length_hint(5, 9), length_hint(range(10)), length_hint(iter(range(10))))  # expect: 9 10 10
print(length_hint(reversed([1, 2])), length_hint(iter("abc")))  # expect: 2 3
print(length_hint(iter({1: 2})), length_hint(iter({1, 2})))  # expect: 1 2
