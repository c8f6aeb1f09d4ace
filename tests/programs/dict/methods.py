# get, setdefault, pop, popitem, update, copy, clear.
d = {"a": 1, "b": 2, "c": 3}
print(d.setdefault("a", 9))  # expect: 1
print(d.setdefault("d", 4))  # expect: 4
print(d.setdefault("e"), d)  # expect: None {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': None}
print(d.pop("a"), d.pop("zz", None))  # expect: 1 None
print(d.popitem(), d.popitem(), d)  # expect: ('e', None) ('d', 4) {'b': 2, 'c': 3}
d.update({"b": 20, "x": 1})
d.update([("y", 2)], z=3)
print(d)  # expect: {'b': 20, 'c': 3, 'x': 1, 'y': 2, 'z': 3}
e = d.copy()
d.clear()
print(d, e, d.update())  # expect: {} {'b': 20, 'c': 3, 'x': 1, 'y': 2, 'z': 3} None
print(e.keys() & {"x", "b"} == {"x", "b"})  # expect: True


class HasKeys:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


print(dict(HasKeys()), {**HasKeys()})  # expect: {'p': 'pp', 'q': 'qq'} {'p': 'pp', 'q': 'qq'}
d.update(HasKeys())
print(d)  # expect: {'p': 'pp', 'q': 'qq'}
