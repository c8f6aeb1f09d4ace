# A frozenset does not change and can be a key.
f = frozenset([1, 2])
g = frozenset([2, 1])
print(f == g, hash(f) == hash(g), {f: "x"}[g], f | {3} == {1, 2, 3})  # expect: True True x True
print(type(f | {3}).__name__, type({3} | f).__name__)  # expect: frozenset set
print(frozenset(f) is f, f.copy() is f, sorted(f & g))  # expect: True True [1, 2]
print({frozenset()} == {frozenset()}, {1, 2} in {f})  # expect: True True
h = f
h |= {9}
print(sorted(h), sorted(f), hash(frozenset()) == hash(frozenset()))  # expect: [1, 2, 9] [1, 2] True
for name in ("add", "remove", "update", "clear", "pop"):
    print(name, hasattr(f, name))
# expect: add False
# expect: remove False
# expect: update False
# expect: clear False
# expect: pop False
