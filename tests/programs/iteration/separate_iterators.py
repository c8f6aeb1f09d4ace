# An iterable may hand out a new iterator each time.
class Squares:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return (i * i for i in range(self.n))


s = Squares(3)
print(list(s), list(s))  # expect: [0, 1, 4] [0, 1, 4]
print([(a, b) for a in s for b in s])
# expect: [(0, 0), (0, 1), (0, 4), (1, 0), (1, 1), (1, 4), (4, 0), (4, 1), (4, 4)]
print(max(s), sorted(s, reverse=True))  # expect: 4 [4, 1, 0]
a, *rest = s
print(a, rest, dict(zip(s, s)))  # expect: 0 [1, 4] {0: 0, 1: 1, 4: 4}
print(list(zip(s, s)))  # expect: [(0, 0), (1, 1), (4, 4)]
it = iter([1, 2, 3])
print(list(zip(it, it)), next(it, "none left"))  # expect: [(1, 2)] none left
