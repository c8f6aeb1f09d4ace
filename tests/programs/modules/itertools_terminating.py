# The iterators that end with their input.
import itertools as it
import operator

print(list(it.accumulate([1, 2, 3, 4])))  # expect: [1, 3, 6, 10]
print(list(it.accumulate([3, 1, 2], max)))  # expect: [3, 3, 3]
print(list(it.accumulate([1, 2], initial=10)), list(it.accumulate([])))  # expect: [10, 11, 13] []
print(list(it.chain("ab", [1], ())))  # expect: ['a', 'b', 1]
print(list(it.chain.from_iterable(["ab", "c"])), list(it.chain()))  # expect: ['a', 'b', 'c'] []
print(list(it.compress("abcd", [1, 0, True, ""])))  # expect: ['a', 'c']
print(list(it.dropwhile(lambda x: x < 3, [1, 4, 2])))  # expect: [4, 2]
print(list(it.takewhile(lambda x: x < 3, [1, 4, 2])))  # expect: [1]
print(list(it.filterfalse(lambda x: x % 2, range(6))))  # expect: [0, 2, 4]
print(list(it.filterfalse(None, [0, 1, ""])))  # expect: [0, '']
print(list(it.starmap(pow, [(2, 3), (3, 2)])))  # expect: [8, 9]
print(list(it.islice("abcdef", 2)), list(it.islice("abcdef", 2, 4)))  # expect: ['a', 'b'] ['c', 'd']
print(list(it.islice("abcdef", 1, None, 2)), list(it.islice("ab", 5)))  # expect: ['b', 'd', 'f'] ['a', 'b']
print(list(it.zip_longest("abc", "x", fillvalue="-")))  # expect: [('a', 'x'), ('b', '-'), ('c', '-')]
print(list(it.zip_longest()), list(it.zip_longest([1], [2, 3])))  # expect: [] [(1, 2), (None, 3)]
print(list(it.pairwise("abcd")), list(it.pairwise([1])))  # expect: [('a', 'b'), ('b', 'c'), ('c', 'd')] []
print(list(it.batched("abcdefg", 3)))  # expect: [('a', 'b', 'c'), ('d', 'e', 'f'), ('g',)]
print(list(it.batched([], 2)))  # expect: []
print([(k, list(g)) for k, g in it.groupby("aabbbca")])
# expect: [('a', ['a', 'a']), ('b', ['b', 'b', 'b']), ('c', ['c']), ('a', ['a'])]
print([(k, len(list(g))) for k, g in it.groupby([1, 3, 2, 4], lambda x: x % 2)])  # expect: [(1, 2), (0, 2)]
a, b, c = it.tee([1, 2, 3], 3)
print(next(a), next(a), list(b), list(a), list(c), it.tee([1], 0))  # expect: 1 2 [1, 2, 3] [3] [1, 2, 3] ()
print(list(it.accumulate([1, 2, 3], operator.mul)))  # expect: [1, 2, 6]
print(list(it.accumulate("abc")))  # expect: ['a', 'ab', 'abc']
print(list(it.islice(it.count(), 3, 10, 3)))  # expect: [3, 6, 9]
for bad in (
    lambda: it.islice([1], -1),
    lambda: it.batched([1], 0),
    lambda: list(it.batched([1, 2, 3], 2, strict=True)),
    lambda: it.islice([1], 0, 5, 0),
    lambda: it.tee([1], -1),
    lambda: it.chain(5).__next__(),
):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: ValueError
# expect: TypeError

# What a slice has consumed when it ends: all before its start, and before its stop.
for bounds in [(4, 2), (4, 2, 3), (2, 2), (1, 4, 2), (0, 4, 3), (9, 2)]:
    source = iter(range(6))
    print(list(it.islice(source, *bounds)), list(source))
# expect: [] [4, 5]
# expect: [] [4, 5]
# expect: [] [2, 3, 4, 5]
# expect: [1, 3] [4, 5]
# expect: [0, 3] [4, 5]
# expect: [] []
