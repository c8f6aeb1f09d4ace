# | makes a new dict, |= updates in place.
a = {"x": 1, "y": 2}
b = {"y": 3, "z": 4}
print(a | b, b | a, a)  # expect: {'x': 1, 'y': 3, 'z': 4} {'y': 2, 'z': 4, 'x': 1} {'x': 1, 'y': 2}
print(a | {} == a)  # expect: True
c = a
c |= b
print(a, c is a)  # expect: {'x': 1, 'y': 3, 'z': 4} True
c |= [("q", 1)]
print(a)  # expect: {'x': 1, 'y': 3, 'z': 4, 'q': 1}
try:
    a | [("q", 1)]
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for |: 'dict' and 'list'


class D(dict):
    pass


print(type(D() | {}).__name__)  # expect: dict
print(type({} | D()).__name__, D(a=1) | {"b": 2})  # expect: dict {'a': 1, 'b': 2}
