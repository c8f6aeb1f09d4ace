# dataclasses: fields, defaults, equality, order, repr.
from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, repr=False)

    def norm(self):
        return self.x + self.y


p = Point(1, 2)
print(p, p == Point(1, 2), p != Point(2, 1), p.norm())  # expect: Point(x=1, y=2) True True 3
print(p.tags is Point(1).tags, asdict(p), astuple(p))  # expect: False {'x': 1, 'y': 2, 'tags': []} (1, 2, [])
print([f.name for f in fields(p)])  # expect: ['x', 'y', 'tags']
print(replace(p, x=9), Point.__match_args__)  # expect: Point(x=9, y=2) ('x', 'y', 'tags')
try:
    Point()
except TypeError as e:
    print(e)  # expect: Point.__init__() missing 1 required positional argument: 'x'
try:
    hash(p)
except TypeError as e:
    print(e)  # expect: unhashable type: 'Point'


@dataclass(frozen=True, order=True)
class V:
    n: int
    label: str = field(default="", compare=False)


print(V(1) < V(2), V(2) >= V(1), V(1, "a") == V(1, "b"))  # expect: True True True
print(hash(V(1)) == hash(V(1)))  # expect: True
print(sorted([V(3), V(1)]), max(V(1), V(2)))  # expect: [V(n=1, label=''), V(n=3, label='')] V(n=2, label='')
try:
    V(1).n = 5
except FrozenInstanceError as e:
    print(e)  # expect: cannot assign to field 'n'


@dataclass
class Sub(Point):
    z: int = 5

    def __post_init__(self):
        self.total = self.x + self.y + self.z


print(Sub(1), Sub(1, 2, [], 3).total)  # expect: Sub(x=1, y=0, z=5) 6


@dataclass(slots=True, kw_only=True)
class Slots:
    a: int
    b: int = 2


s = Slots(a=1)
print(s, hasattr(s, "__dict__"))  # expect: Slots(a=1, b=2) False
try:
    Slots(1)
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
try:

    @dataclass
    class Bad:
        x: list = []

except ValueError as e:
    print(e)  # expect: mutable default <class 'list'> for field x is not allowed: use default_factory
match p:
    case Point(a, b):
        print(a, b)  # expect: 1 2
