# The public functions of itertools, one after the other.
import itertools as it
import operator
from itertools import *


def show(x, n=12):
    try:
        print(list(islice(x, n)))
    except Exception as e:
        print(type(e).__name__)


def attempt(f, *args, **kw):
    try:
        r = f(*args, **kw)
        if hasattr(r, "__next__"):
            r = list(islice(r, 12))
        print(r)
    except Exception as e:
        print(type(e).__name__)


show(count())
show(count(5, 2))
show(count(1.5, 0.25))
show(count(step=3))
show(count(10**20))
show(count(1, -1))
attempt(count, "a")
attempt(count, 1, "b")
print(repr(count(3)), repr(count(3, 2)), repr(count(1.5, 0.5)))
c = count(2**62)
next(c)
print(next(c), c)
show(cycle("abc"))
show(cycle([]))
show(repeat(3, 4))
show(repeat("x"))
show(repeat(1, 0))
show(repeat(1, -5))
print(repr(repeat(1, 3)), repr(repeat(1)))
print(operator.length_hint(repeat(1, 3)))
attempt(repeat, 1, "a")
attempt(operator.length_hint, repeat(1))
show(accumulate([1, 2, 3, 4]))
show(accumulate([1, 2, 3, 4], operator.mul))
show(accumulate([1, 2, 3], initial=100))
show(accumulate([], initial=5))
show(accumulate([]))
show(accumulate("abc"))
show(accumulate([1, 2, 3], func=max, initial=2))
attempt(accumulate)
attempt(accumulate, 5)
show(batched("ABCDEFG", 3))
show(batched([], 3))
attempt(batched, "abc", 0)
attempt(batched, "abc", -1)
attempt(batched, "abcd", 3, strict=True)
attempt(batched, "abcdef", 3, strict=True)
show(chain("ab", [1], ()))
show(chain())
show(chain.from_iterable(["ab", "cd"]))
attempt(chain, 5)
attempt(chain.from_iterable, 5)
show(chain([1], 5))
show(compress("ABCDEF", [1, 0, 1, 0, 1, 1]))
show(compress("ABC", []))
show(compress(data="AB", selectors=[0, 1]))
show(combinations("ABCD", 2))
show(combinations(range(4), 3))
show(combinations("AB", 3))
show(combinations("AB", 0))
attempt(combinations, "AB", -1)
attempt(combinations, "AB", "x")
show(combinations_with_replacement("ABC", 2))
show(combinations_with_replacement("ABC", 0))
show(combinations_with_replacement("", 2))
attempt(combinations_with_replacement, "AB", -1)
show(permutations("ABC"))
show(permutations("ABCD", 2))
show(permutations("AB", 0))
show(permutations("AB", 5))
attempt(permutations, "AB", -1)
attempt(permutations, "AB", "x")
show(product("AB", repeat=2))
show(product("AB", [1, 2]))
show(product())
show(product("AB", []))
show(product("AB", repeat=0))
attempt(product, "AB", repeat=-1)
attempt(product, "AB", foo=1)
show(dropwhile(lambda x: x < 5, [1, 4, 6, 3, 8]))
show(takewhile(lambda x: x < 5, [1, 4, 6, 3, 8]))
show(filterfalse(lambda x: x % 2, range(10)))
show(filterfalse(None, [0, 1, "", "a"]))
show(((k, list(g)) for k, g in groupby("AAAABBBCCDAABBB")))
show(((k, list(g)) for k, g in groupby([1, 3, 5, 2, 4, 7], key=lambda x: x % 2)))
g = groupby("aabb")
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))
show(groupby([]))
attempt(groupby, 5)
show(islice("ABCDEFG", 2))
show(islice("ABCDEFG", 2, 4))
show(islice("ABCDEFG", 2, None))
show(islice("ABCDEFG", 0, None, 2))
show(islice("ABCDEFG", None))
show(islice("ABCDEFG", None, None, None))
attempt(islice, "AB", -1)
attempt(islice, "AB", 1, -1)
attempt(islice, "AB", 0, 1, 0)
attempt(islice, "AB", "x")
attempt(islice, "AB")
attempt(islice, "AB", 1, 2, 3, 4)
i = iter("abcdef")
list(islice(i, 2))
print(next(i))
show(pairwise("ABCDE"))
show(pairwise("A"))
show(pairwise(""))
show(starmap(pow, [(2, 5), (3, 2)]))
show(starmap(pow, [5]))
show(starmap(lambda *a: a, [[], "ab"]))
a, b, c = tee("abc", 3)
print(list(a), next(b), list(c), list(b))
print(tee("ab", 0))
attempt(tee, "ab", -1)
attempt(tee, 5)
import copy

a, b = tee("xyz")
next(a)
print(list(copy.copy(a)), list(a))
show(zip_longest("ABCD", "xy", fillvalue="-"))
show(zip_longest())
show(zip_longest("ab"))
show(zip_longest("ab", [1, 2, 3]))
attempt(zip_longest, "ab", foo=1)
attempt(zip_longest, 1)
for x in (count(), cycle(""), chain(), compress("", ""), groupby(""), islice("", 1), pairwise(""), product(), tee("")[0]):
    print(type(x), iter(x) is x)
show(zip("ab", [1, 2], strict=True))
attempt(lambda: list(zip("ab", [1], strict=True)))
attempt(lambda: list(zip("a", [1, 2], strict=True)))
attempt(lambda: list(map(None, [1])))
attempt(map, None)
attempt(lambda: next(iter([])))
attempt(lambda: next(cycle([])))
class Bad:
    def __iter__(self):
        return self
    def __next__(self):
        raise ValueError("bad")
for f in (cycle, chain.from_iterable, lambda x: chain(x), pairwise, lambda x: islice(x, 3), lambda x: tee(x)[0], accumulate, lambda x: zip_longest(x, [1]), lambda x: filterfalse(None, x), lambda x: compress(x, [1]), lambda x: groupby(x), lambda x: batched(x, 2)):
    attempt(lambda: list(f(Bad())))
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
# expect: [5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27]
# expect: [1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.25, 3.5, 3.75, 4.0, 4.25]
# expect: [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33]
# expect: [100000000000000000000, 100000000000000000001, 100000000000000000002, 100000000000000000003, 100000000000000000004, 100000000000000000005, 100000000000000000006, 100000000000000000007, 100000000000000000008, 100000000000000000009, 100000000000000000010, 100000000000000000011]
# expect: [1, 0, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10]
# expect: TypeError
# expect: TypeError
# expect: count(3) count(3, 2) count(1.5, 0.5)
# expect: 4611686018427387905 count(4611686018427387906)
# expect: ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c']
# expect: []
# expect: [3, 3, 3, 3]
# expect: ['x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x']
# expect: []
# expect: []
# expect: repeat(1, 3) repeat(1)
# expect: 3
# expect: TypeError
# expect: 0
# expect: [1, 3, 6, 10]
# expect: [1, 2, 6, 24]
# expect: [100, 101, 103, 106]
# expect: [5]
# expect: []
# expect: ['a', 'ab', 'abc']
# expect: [2, 2, 2, 3]
# expect: TypeError
# expect: TypeError
# expect: [('A', 'B', 'C'), ('D', 'E', 'F'), ('G',)]
# expect: []
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: [('a', 'b', 'c'), ('d', 'e', 'f')]
# expect: ['a', 'b', 1]
# expect: []
# expect: ['a', 'b', 'c', 'd']
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: ['A', 'C', 'E', 'F']
# expect: []
# expect: ['B']
# expect: [('A', 'B'), ('A', 'C'), ('A', 'D'), ('B', 'C'), ('B', 'D'), ('C', 'D')]
# expect: [(0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3)]
# expect: []
# expect: [()]
# expect: ValueError
# expect: TypeError
# expect: [('A', 'A'), ('A', 'B'), ('A', 'C'), ('B', 'B'), ('B', 'C'), ('C', 'C')]
# expect: [()]
# expect: []
# expect: ValueError
# expect: [('A', 'B', 'C'), ('A', 'C', 'B'), ('B', 'A', 'C'), ('B', 'C', 'A'), ('C', 'A', 'B'), ('C', 'B', 'A')]
# expect: [('A', 'B'), ('A', 'C'), ('A', 'D'), ('B', 'A'), ('B', 'C'), ('B', 'D'), ('C', 'A'), ('C', 'B'), ('C', 'D'), ('D', 'A'), ('D', 'B'), ('D', 'C')]
# expect: [()]
# expect: []
# expect: ValueError
# expect: TypeError
# expect: [('A', 'A'), ('A', 'B'), ('B', 'A'), ('B', 'B')]
# expect: [('A', 1), ('A', 2), ('B', 1), ('B', 2)]
# expect: [()]
# expect: []
# expect: [()]
# expect: ValueError
# expect: TypeError
# expect: [6, 3, 8]
# expect: [1, 4]
# expect: [0, 2, 4, 6, 8]
# expect: [0, '']
# expect: [('A', ['A', 'A', 'A', 'A']), ('B', ['B', 'B', 'B']), ('C', ['C', 'C']), ('D', ['D']), ('A', ['A', 'A']), ('B', ['B', 'B', 'B'])]
# expect: [(1, [1, 3, 5]), (0, [2, 4]), (1, [7])]
# expect: a [] b ['b', 'b']
# expect: []
# expect: TypeError
# expect: ['A', 'B']
# expect: ['C', 'D']
# expect: ['C', 'D', 'E', 'F', 'G']
# expect: ['A', 'C', 'E', 'G']
# expect: ['A', 'B', 'C', 'D', 'E', 'F', 'G']
# expect: ['A', 'B', 'C', 'D', 'E', 'F', 'G']
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: TypeError
# expect: c
# expect: [('A', 'B'), ('B', 'C'), ('C', 'D'), ('D', 'E')]
# expect: []
# expect: []
# expect: [32, 9]
# expect: TypeError
# expect: [(), ('a', 'b')]
# expect: ['a', 'b', 'c'] a ['a', 'b', 'c'] ['b', 'c']
# expect: ()
# expect: ValueError
# expect: TypeError
# expect: ['y', 'z'] ['y', 'z']
# expect: [('A', 'x'), ('B', 'y'), ('C', '-'), ('D', '-')]
# expect: []
# expect: [('a',), ('b',)]
# expect: [('a', 1), ('b', 2), (None, 3)]
# expect: TypeError
# expect: TypeError
# expect: <class 'itertools.count'> True
# expect: <class 'itertools.cycle'> True
# expect: <class 'itertools.chain'> True
# expect: <class 'itertools.compress'> True
# expect: <class 'itertools.groupby'> True
# expect: <class 'itertools.islice'> True
# expect: <class 'itertools.pairwise'> True
# expect: <class 'itertools.product'> True
# expect: <class 'itertools._tee'> True
# expect: [('a', 1), ('b', 2)]
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: TypeError
# expect: StopIteration
# expect: StopIteration
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
