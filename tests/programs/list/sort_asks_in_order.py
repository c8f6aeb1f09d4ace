# cpython: 3.14 is newer
# Which items a sort compares, and how often, is as in CPython 3.14: runs first, equal ones among them, then insertion.
def asked(items, less=lambda one, other: one < other):
    pairs = []

    class Key:
        def __init__(self, value):
            self.value = value

        def __lt__(self, other):
            pairs.append((self.value, other.value))
            return less(self.value, other.value)

    return sorted(items, key=Key), pairs


print(asked([1, 2, 3]))  # expect: ([1, 2, 3], [(2, 1), (3, 2)])
print(asked([3, 2, 1]))  # expect: ([1, 2, 3], [(2, 3), (1, 2)])
print(asked([2, 2, 1]))  # expect: ([1, 2, 2], [(2, 2), (1, 2), (2, 2)])
print(asked([3, 2, 2, 4]))  # expect: ([2, 2, 3, 4], [(2, 3), (2, 2), (2, 2), (4, 2), (2, 4), (4, 3)])
print(asked([1, 3, 2]))  # expect: ([1, 2, 3], [(3, 1), (2, 3), (1, 3), (2, 3), (2, 1)])
print(asked(range(3), lambda one, other: True))  # expect: ([2, 1, 0], [(1, 0), (2, 1)])
print(len(asked([n * 7 % 100 for n in range(100)])[1]), len(asked([5] * 70)[1]), len(asked([n * 31 % 50 for n in range(50)])[1]))
# expect: 502 69 224
print(sorted([(1, "a"), (0, "b"), (1, "c"), (0, "d"), (1, "e")], key=lambda pair: pair[0]))
# expect: [(0, 'b'), (0, 'd'), (1, 'a'), (1, 'c'), (1, 'e')]
