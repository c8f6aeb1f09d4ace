# A subclass of dict; the constructor and update do not use an overridden __setitem__.
class Upper(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.upper())


d = Upper(a=1)
d["b"] = 2
d.update(c=3)
print(d, d["b"], "b" in d, d.get("b"))  # expect: {'a': 1, 'B': 2, 'c': 3} 2 False None
print(len(d), isinstance(d, dict))  # expect: 3 True
print(type(d.copy()).__name__, d == {"a": 1, "B": 2, "c": 3})  # expect: dict True
try:
    d["a"]
except KeyError as e:
    print(e)  # expect: 'A'
