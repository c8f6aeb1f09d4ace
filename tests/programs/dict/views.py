# keys, values and items are views that follow the dict.
d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()
print(keys, values)  # expect: dict_keys(['a', 'b']) dict_values([1, 2])
print(items, len(keys))  # expect: dict_items([('a', 1), ('b', 2)]) 2
d["c"] = 3
print(list(keys), list(values))  # expect: ['a', 'b', 'c'] [1, 2, 3]
print(list(items), "c" in keys)  # expect: [('a', 1), ('b', 2), ('c', 3)] True
print(3 in values, ("c", 3) in items, ("c", 4) in items)  # expect: True True False
print(keys & {"a", "z"}, sorted(keys | {"z"}))  # expect: {'a'} ['a', 'b', 'c', 'z']
print(sorted(keys - {"a"}))  # expect: ['b', 'c']
print(sorted(keys ^ {"a", "z"}), keys == {"a", "b", "c"})  # expect: ['b', 'c', 'z'] True
print(items & {("a", 1), ("b", 9)}, keys.isdisjoint({"q"}))  # expect: {('a', 1)} True
print(keys <= {"a", "b", "c", "d"}, keys > {"a"}, {"a"} < keys)  # expect: True True True
print(list(reversed(keys)), list(reversed(values)))  # expect: ['c', 'b', 'a'] [3, 2, 1]
print(list(reversed(items)), values == values)  # expect: [('c', 3), ('b', 2), ('a', 1)] True
print(d.values() == d.values())  # expect: False
print(type(keys), type(iter(keys)))  # expect: <class 'dict_keys'> <class 'dict_keyiterator'>
print(keys.mapping == d)  # expect: True
for k, v in d.items():
    print(k, v)
# expect: a 1
# expect: b 2
# expect: c 3
