# collections.namedtuple.
from collections import namedtuple

P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p == (1, 2), p._replace(x=5), p._asdict(), P._fields, P._make([7, 8]), *p)
# expect: P(x=1, y=2) 1 2 True P(x=5, y=2) {'x': 1, 'y': 2} ('x', 'y') P(x=7, y=8) 1 2
x, y = p
print(x, y, isinstance(p, tuple), hash(p) == hash((1, 2)))  # expect: 1 2 True True
print(len(p), p + (3,), P.__name__, P.x.__doc__)  # expect: 2 (1, 2, 3) P Alias for field number 0
D = namedtuple("D", ["a", "b", "c"], defaults=[10, 20])
print(D(1), D(1, 2), D._field_defaults)  # expect: D(a=1, b=10, c=20) D(a=1, b=2, c=20) {'b': 10, 'c': 20}
R = namedtuple("R", "a a class _x", rename=True)
print(R._fields)  # expect: ('a', '_1', '_2', '_3')


class Sub(P):
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5


print(Sub(3, 4).norm(), Sub(3, 4))  # expect: 5.0 Sub(x=3, y=4)
print(sorted([P(2, 1), P(1, 2)]))  # expect: [P(x=1, y=2), P(x=2, y=1)]
for bad in (
    lambda: P(1),
    lambda: P(1, 2, 3),
    lambda: namedtuple("X", "a a"),
    lambda: namedtuple("X", "class"),
    lambda: p._replace(z=1),
    lambda: setattr(p, "x", 1),
    lambda: P(1, 2, z=3),
):
    try:
        bad()
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: AttributeError
# expect: TypeError
