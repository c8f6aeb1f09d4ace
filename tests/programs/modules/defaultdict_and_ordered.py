# defaultdict, OrderedDict, ChainMap.
from collections import ChainMap, OrderedDict, defaultdict

d = defaultdict(list)
d["a"].append(1)
d["a"].append(2)
print(d, d["b"], len(d), d.get("c"))  # expect: defaultdict(<class 'list'>, {'a': [1, 2], 'b': []}) [] 2 None
print("c" in d, d.default_factory)  # expect: False <class 'list'>
n = defaultdict(int, x=5)
n["x"] += 1
n["y"] += 1
print(dict(n), defaultdict(lambda: "new")["k"])  # expect: {'x': 6, 'y': 1} new
print(defaultdict(None, a=1))  # expect: defaultdict(None, {'a': 1})
try:
    defaultdict(None)["k"]
except KeyError as e:
    print("KeyError", e)  # expect: KeyError 'k'
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 1
print(nested["a"]["b"], n.copy() == n, n | {"z": 1} == {"x": 6, "y": 1, "z": 1})  # expect: 1 True True
try:
    defaultdict(5)
except TypeError as e:
    print(e)  # expect: first argument must be callable or None
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, list(o), o.popitem())  # expect: OrderedDict({'c': 3, 'b': 2}) ['c', 'b', 'a'] ('a', 1)
print(o.popitem(last=False))  # expect: ('c', 3)
print(o, list(reversed(OrderedDict(a=1, b=2))))  # expect: OrderedDict({'b': 2}) ['b', 'a']
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))  # expect: False
print(OrderedDict(a=1, b=2) == {"b": 2, "a": 1})  # expect: True
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m["a"], m["b"], sorted(m), m.maps[0])  # expect: 1 3 ['a', 'b', 'c'] {'a': 1, 'c': 4}
print(m.new_child({"a": 0})["a"])  # expect: 0
print(m.parents["a"], len(m), "z" in m, dict(m) == {"a": 1, "b": 3, "c": 4})  # expect: 2 3 False True
