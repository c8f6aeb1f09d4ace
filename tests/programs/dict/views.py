# keys, values and items are views that follow the dict.
d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()
print(keys, values, items, len(keys))
# expect: dict_keys(['a', 'b']) dict_values([1, 2]) dict_items([('a', 1), ('b', 2)]) 2
d["c"] = 3
print(list(keys), list(values), list(items), "c" in keys, 3 in values, ("c", 3) in items, ("c", 4) in items)
# expect: ['a', 'b', 'c'] [1, 2, 3] [('a', 1), ('b', 2), ('c', 3)] True True True False
print(keys & {"a", "z"}, sorted(keys | {"z"}), sorted(keys - {"a"}), sorted(keys ^ {"a", "z"}), keys == {"a", "b", "c"})
# expect: {'a'} ['a', 'b', 'c', 'z'] ['b', 'c'] ['b', 'c', 'z'] True
print(items & {("a", 1), ("b", 9)}, keys.isdisjoint({"q"}), keys <= {"a", "b", "c", "d"}, keys > {"a"}, {"a"} < keys)
# expect: {('a', 1)} True True True True
print(list(reversed(keys)), list(reversed(values)), list(reversed(items)), values == values, d.values() == d.values())
# expect: ['c', 'b', 'a'] [3, 2, 1] [('c', 3), ('b', 2), ('a', 1)] True False
print(type(keys), type(iter(keys)), keys.mapping == d)
# expect: <class 'dict_keys'> <class 'dict_keyiterator'> True
for k, v in d.items():
    print(k, v)
# expect: a 1
# expect: b 2
# expect: c 3
