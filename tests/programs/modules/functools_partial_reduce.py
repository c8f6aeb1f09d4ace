# partial, reduce, partialmethod, cmp_to_key.
from functools import cmp_to_key, partial, partialmethod, reduce


def f(a, b, c=3, *, d=4):
    return a, b, c, d


p = partial(f, 1, d=9)
print(p(2), p(2, 5), p(2, d=0))  # expect: (1, 2, 3, 9) (1, 2, 5, 9) (1, 2, 3, 0)
print(p.func is f, p.args, p.keywords)  # expect: True (1,) {'d': 9}
print(partial(p, 7)(), partial(int, base=2)("101"))  # expect: (1, 7, 3, 9) 5
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7))  # expect: 6 7
print(reduce(max, [3, 9, 2]), reduce(lambda a, b: b + a, "abc"))  # expect: 9 cba
try:
    reduce(lambda a, b: a, [])
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError


class Cell:
    alive = False

    def set(self, state):
        self.alive = state

    on = partialmethod(set, True)


c = Cell()
c.on()
print(c.alive)  # expect: True
print(sorted(["bb", "a", "ccc"], key=cmp_to_key(lambda a, b: len(b) - len(a))))  # expect: ['ccc', 'bb', 'a']
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: a - b)))  # expect: [1, 2, 3]
print(list(map(partial(pow, 2), range(5))))  # expect: [1, 2, 4, 8, 16]
print(callable(p), repr(partial(int, "1"))[:17])  # expect: True functools.partial
p.attr = 1
print(p.attr)  # expect: 1
