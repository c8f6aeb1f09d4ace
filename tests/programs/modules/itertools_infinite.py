# count, cycle, repeat.
from itertools import count, cycle, islice, repeat, takewhile

print(list(islice(count(), 4)), list(islice(count(5, 2), 3)))  # expect: [0, 1, 2, 3] [5, 7, 9]
print(list(islice(count(1.5, -0.5), 4)))  # expect: [1.5, 1.0, 0.5, 0.0]
print(next(count(2**63 - 1)))  # expect: 9223372036854775807
c = count(2**63 - 2)
print([next(c) for _ in range(4)])
# expect: [9223372036854775806, 9223372036854775807, 9223372036854775808, 9223372036854775809]
print(count(3))  # expect: count(3)
print(count(1, 5), next(count(step=3)))  # expect: count(1, 5) 0
print(list(islice(cycle("abc"), 7)), list(cycle([])))  # expect: ['a', 'b', 'c', 'a', 'b', 'c', 'a'] []
print(list(repeat("x", 3)), list(repeat(1, 0)))  # expect: ['x', 'x', 'x'] []
print(repeat(5), repeat(5, 2))  # expect: repeat(5) repeat(5, 2)
print(list(map(pow, range(4), repeat(2))))  # expect: [0, 1, 4, 9]
print(list(zip(count(1), "ab")))  # expect: [(1, 'a'), (2, 'b')]
print(list(takewhile(lambda n: n < 20, count(0, 7))))  # expect: [0, 7, 14]
z = cycle(iter([1, 2]))
print([next(z) for _ in range(5)], list(repeat(None, -1)))  # expect: [1, 2, 1, 2, 1] []
