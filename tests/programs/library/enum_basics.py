# Enumerations.
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    @property
    def pretty(self):
        return self.name.title()

    @classmethod
    def default(cls):
        return cls.GREEN


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value)  # expect: Color.RED <Color.RED: 1> RED 1
print(Color(2), Color["GREEN"], Color.CRIMSON is Color.RED)  # expect: Color.GREEN Color.GREEN True
print(list(Color), len(Color))  # expect: [<Color.RED: 1>, <Color.GREEN: 2>] 2
print(Color.RED in Color, Color.RED == 1)  # expect: True False
print(Color.RED.pretty, Color.default())  # expect: Red Color.GREEN
print(list(Color.__members__))  # expect: ['RED', 'GREEN', 'CRIMSON']
for bad in (
    lambda: Color(9),
    lambda: Color["BLUE"],
    lambda: setattr(Color, "RED", 5),
    lambda: Color.RED < Color.GREEN,
):
    try:
        bad()
    except (ValueError, KeyError, AttributeError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError 9 is not a valid Color
# expect: KeyError 'BLUE'
# expect: AttributeError cannot reassign member 'RED'
# expect: TypeError '<' not supported between instances of 'Color' and 'Color'


class N(IntEnum):
    A = auto()
    B = auto()


print(N.A + 1, N.B > N.A, N.A == 1, f"{N.A}", repr(N.B))  # expect: 2 True True 1 <N.B: 2>
print([10, 20, 30][N.B], sorted([N.B, N.A]))  # expect: 30 [<N.A: 1>, <N.B: 2>]


class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(P.R | P.X, P.R in P.RW, P.RW & P.W, ~P.R, P(0))  # expect: P.R|X True P.W P.W|X P(0)
print(bool(P(0)), P.RW.value, list(P.RW), P.R ^ P.RW)  # expect: False 3 [<P.R: 1>, <P.W: 2>] P.W


class S(StrEnum):
    ONE = auto()
    TWO = "zwei"


print(S.ONE, S.TWO.upper(), S.ONE == "one", f"{S.TWO}!")  # expect: one ZWEI True zwei!


class F(IntFlag):
    A = 1
    B = 4


print(F.A | F.B, F.A | 8, int(F.B), F(5))  # expect: 5 9 4 5


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    def heavier(self, other):
        return self.mass > other.mass


print(Planet.EARTH.heavier(Planet.MARS), Planet.MARS.radius)  # expect: True 3.39
print({Color.RED: "r"}[Color.CRIMSON], isinstance(Color.RED, Color))  # expect: r True
try:

    @unique
    class U(Enum):
        A = 1
        B = 1

except ValueError as e:
    print(e)  # expect: duplicate values found in <enum 'U'>: B -> A
try:

    class Extended(Color):
        BLUE = 3

except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
match Color.GREEN:
    case Color.RED:
        print("red")
    case Color.GREEN:
        print("green")  # expect: green
Shape = Enum("Shape", "SQUARE CIRCLE")
print(list(Shape), Color.RED is Color(1))  # expect: [<Shape.SQUARE: 1>, <Shape.CIRCLE: 2>] True
print(type(Color.RED).__name__)  # expect: Color
