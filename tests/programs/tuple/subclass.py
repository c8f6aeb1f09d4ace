# A subclass of tuple.
class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]

    def __add__(self, other):
        return Pair(self[0] + other[0], self[1] + other[1])


p = Pair(1, 2)
print(p, p.first, p + (10, 20), type(p + p).__name__, p == (1, 2))  # expect: (1, 2) 1 (11, 22) Pair True
print(hash(p) == hash((1, 2)), len(p), isinstance(p, tuple))  # expect: True 2 True
a, b = p
print(a, b, {p: 1}[(1, 2)], type(p[:]).__name__, "%s-%s" % p)  # expect: 1 2 1 tuple 1-2
