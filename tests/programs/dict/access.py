# Reading, storing, deleting.
d = {"a": 1}
d["b"] = 2
d["a"] += 10
print(d, d["a"], len(d), "a" in d, "z" not in d)  # expect: {'a': 11, 'b': 2} 11 2 True True
print(d.get("z"), d.get("z", 0), d.get("a", 0))  # expect: None 0 11
del d["a"]
print(d)  # expect: {'b': 2}
for bad in (
    lambda: d["zz"],
    lambda: d[1],
    lambda: d[(1, 2)],
    lambda: d.pop("zz"),
    lambda: {}.popitem(),
):
    try:
        bad()
    except KeyError as e:
        print(repr(e), e)
# expect: KeyError('zz') 'zz'
# expect: KeyError(1) 1
# expect: KeyError((1, 2)) (1, 2)
# expect: KeyError('zz') 'zz'
# expect: KeyError('popitem(): dictionary is empty') 'popitem(): dictionary is empty'
try:
    del d["zz"]
except KeyError as e:
    print(e)  # expect: 'zz'
for bad in (
    lambda: d[[]],
    lambda: d.get({}),
    lambda: {[]: 1},
    lambda: [] in d,
    lambda: d.setdefault(set(), 1),
):
    try:
        bad()
    except TypeError as e:
        print("unhashable type" in str(e))
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True
