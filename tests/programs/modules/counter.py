# collections.Counter.
from collections import Counter

c = Counter("abracadabra")
print(c, c["a"], c["z"])  # expect: Counter({'a': 5, 'b': 2, 'r': 2, 'c': 1, 'd': 1}) 5 0
print(c.most_common(2), c.total())  # expect: [('a', 5), ('b', 2)] 11
print(sorted(c.elements())[:6], len(c))  # expect: ['a', 'a', 'a', 'a', 'a', 'b'] 5
c.update("aaz")
c.subtract({"b": 5})
print(c["a"], c["b"], c["z"])  # expect: 7 -3 1
print(+c == Counter({k: v for k, v in c.items() if v > 0}), -c)  # expect: True Counter({'b': 3})
print(Counter(a=3, b=1) + Counter(a=1, c=2))  # expect: Counter({'a': 4, 'c': 2, 'b': 1})
print(Counter(a=3, b=1) - Counter(a=1, b=2))  # expect: Counter({'a': 2})
print(Counter(a=3) & Counter(a=1))  # expect: Counter({'a': 1})
print(Counter(a=3) | Counter(b=1))  # expect: Counter({'a': 3, 'b': 1})
del c["z"]
del c["never there"]
print("z" in c, Counter([1, 1, 2]).most_common())  # expect: False [(1, 2), (2, 1)]
print(Counter(), Counter({"x": 0}))  # expect: Counter() Counter({'x': 0})
print(Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2))  # expect: True True
c.clear()
print(c, Counter(["b", "a", "b"]).most_common(1))  # expect: Counter() [('b', 2)]
print(dict(Counter("aab")), Counter({"a": 2}).copy())  # expect: {'a': 2, 'b': 1} Counter({'a': 2})
