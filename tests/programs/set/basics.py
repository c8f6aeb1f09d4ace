# Making sets and asking them. Their order is nobody's business, so they are printed sorted.
print(set(), {1}, set([1, 1, 1]), frozenset())  # expect: set() {1} {1} frozenset()
print(frozenset({1}), len({1, 2, 2.0, True, 1}))  # expect: frozenset({1}) 2
s = {3, 1, 2}
print(sorted(s), 1 in s, 5 in s, len(s), bool(s), bool(set()))  # expect: [1, 2, 3] True False 3 True False
print(sorted(set("hello")), sorted({*s, *range(5)}))  # expect: ['e', 'h', 'l', 'o'] [0, 1, 2, 3, 4]
s.add(4)
s.add(1)
s.discard(99)
s.discard(2)
s.remove(3)
print(sorted(s), s == {1, 4}, s != {1})  # expect: [1, 4] True True
print(s == frozenset([4, 1]), s == [1, 4])  # expect: True False
print(s.pop() in (1, 4), len(s))  # expect: True 1
s.clear()
print(s, sorted({x % 3 for x in range(10)}))  # expect: set() [0, 1, 2]
print(sorted({c for c in "abca" if c != "b"}))  # expect: ['a', 'c']
for bad in (lambda: s.remove(1), lambda: s.pop()):
    try:
        bad()
    except KeyError as e:
        print(repr(e))
# expect: KeyError(1)
# expect: KeyError('pop from an empty set')
for bad in (
    lambda: {[]},
    lambda: s.add({}),
    lambda: {1, [2]},
    lambda: set(5),
    lambda: s[0],
    lambda: hash(s),
):
    try:
        bad()
    except TypeError as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
