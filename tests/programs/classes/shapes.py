# Instances of one class with attributes set in different orders, deleted, and many in number.
class C:
    pass


def make(names):
    c = C()
    for n in names:
        setattr(c, n, n.upper())
    return c


a, b = make("abc"), make("cab")
print(vars(a), vars(b))  # expect: {'a': 'A', 'b': 'B', 'c': 'C'} {'c': 'C', 'a': 'A', 'b': 'B'}
print(a.a == b.a, list(vars(b)))  # expect: True ['c', 'a', 'b']
del a.a
a.a = "again"
print(list(vars(a)))  # expect: ['b', 'c', 'a']
print([o.b for o in (a, b, make("b"), make("zyxb"))])  # expect: ['B', 'B', 'B', 'B']


def read(objects):
    return [o.x for o in objects]


class D:
    x = "class"


objects = []
for n in range(6):
    d = D()
    if n % 2:
        d.y = n
    if n % 3 == 0:
        d.x = n
    objects.append(d)
print(read(objects))  # expect: [0, 'class', 'class', 3, 'class', 'class']
D.x = "changed"
print(read(objects))  # expect: [0, 'changed', 'changed', 3, 'changed', 'changed']
wide = C()
for n in range(500):
    setattr(wide, f"a{n}", n)
print(wide.a0, wide.a499, len(vars(wide)))  # expect: 0 499 500
print(sum(getattr(wide, f"a{n}") for n in range(500)))  # expect: 124750
for n in range(0, 500, 2):
    delattr(wide, f"a{n}")
print(len(vars(wide)), hasattr(wide, "a0"))  # expect: 250 False
print(wide.a1, list(vars(wide))[:3])  # expect: 1 ['a1', 'a3', 'a5']
