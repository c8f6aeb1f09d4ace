# Lambda expressions with every kind of parameter.
print((lambda: 1)(), (lambda x: x + 1)(1), (lambda x, y=2: x * y)(3))  # expect: 1 2 6
print((lambda *a: a)(1, 2), (lambda **k: k)(a=1))  # expect: (1, 2) {'a': 1}
print((lambda a, /, b, *, c=3: (a, b, c))(1, b=2))  # expect: (1, 2, 3)
print((lambda *a, k, **kw: (a, k, kw))(1, k=2, z=3))  # expect: ((1,), 2, {'z': 3})
print(sorted([3, 1, 2], key=lambda x: -x))  # expect: [3, 2, 1]
print(list(map(lambda x, y: x + y, [1, 2], [3, 4])), (lambda x: lambda y: x - y)(5)(3))  # expect: [4, 6] 2
f = lambda n: n if n < 2 else f(n - 1) + f(n - 2)
print(f(15), (lambda x: (x, x))(1), (lambda: (yield))().__next__())  # expect: 610 (1, 1) None
print((lambda x=lambda: 5: x())())  # expect: 5
print((lambda: [i for i in range(3)])(), (lambda s: s if s else "empty")(""))  # expect: [0, 1, 2] empty
print([(lambda v: v * v)(i) for i in range(4)])  # expect: [0, 1, 4, 9]
