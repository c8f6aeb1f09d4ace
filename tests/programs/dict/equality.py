# Dicts are equal if their items are.
print({1: 2} == {1: 2}, {1: 2} == {1.0: 2.0}, {1: 2} == {1: 3})  # expect: True True False
print({1: 2} == {1: 2, 2: 3}, {} == [], {1: {2: 3}} == {1: {2: 3}})  # expect: False False True
print({1: 2} != {1: 2}, {"a": [1]} == {"a": [1]})  # expect: False True
nan = float("nan")
print({"a": nan} == {"a": nan}, {"a": nan} == {"a": 1.0}, nan == nan)  # expect: True False False
try:
    {1: 2} < {1: 3}
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'dict' and 'dict'
d = {"self": None}
d["self"] = d
print(d, d["self"]["self"] is d)  # expect: {'self': {...}} True
