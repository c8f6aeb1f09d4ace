# Keyword arguments keep their order.
def f(**kwargs):
    return list(kwargs.items())


print(f(z=1, a=2, m=3))  # expect: [('z', 1), ('a', 2), ('m', 3)]
print(f(b=1, **{"a": 2}, c=3))  # expect: [('b', 1), ('a', 2), ('c', 3)]
print(f(**{"x": 1}, **{"w": 2}))  # expect: [('x', 1), ('w', 2)]


def g(first, **kwargs):
    kwargs["first"] = first
    return kwargs


d = {"second": 2}
print(g(1, **d), d)  # expect: {'second': 2, 'first': 1} {'second': 2}
print(g(first=0, other=1))  # expect: {'other': 1, 'first': 0}
print(dict(one=1, two=2) | f.__kwdefaults__ if f.__kwdefaults__ else dict(one=1, two=2))
# expect: {'one': 1, 'two': 2}
