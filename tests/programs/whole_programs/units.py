# Quantities with units: operators, conversions, caches and comparison across units.
import operator


class Unit:
    _known = {}

    def __new__(cls, name, factor=1, base=None):
        if name not in cls._known:
            unit = cls._known[name] = super().__new__(cls)
            unit.name, unit.factor, unit.base = name, factor, base or name
        return cls._known[name]

    def __rmul__(self, value):
        return Quantity(value, self)

    def __repr__(self):
        return self.name


class Quantity:
    def __init__(self, value, unit):
        self.value, self.unit = value, unit

    def to(self, unit):
        if unit.base != self.unit.base:
            raise TypeError(f"{self.unit} is no {unit.base}")
        return Quantity(self.value * self.unit.factor / unit.factor, unit)

    def _combine(self, other, operation):
        if not isinstance(other, Quantity):
            return NotImplemented
        return operation(self.value, other.to(self.unit).value)

    def __add__(self, other):
        result = self._combine(other, operator.add)
        return result if result is NotImplemented else Quantity(result, self.unit)

    def __sub__(self, other):
        return self + -1 * other

    def __rmul__(self, k):
        return Quantity(k * self.value, self.unit)

    def __eq__(self, other):
        return self._combine(other, operator.eq)

    def __lt__(self, other):
        return self._combine(other, operator.lt)

    def __hash__(self):
        return hash((self.value * self.unit.factor, self.unit.base))

    def __format__(self, spec):
        return f"{self.value:{spec or 'g'}} {self.unit}"

    def __repr__(self):
        return format(self)


m, km, cm = Unit("m"), Unit("km", 1000, "m"), Unit("cm", 0.01, "m")
s, h = Unit("s"), Unit("h", 3600, "s")
print(5 * km + 300 * m, (2 * m).to(cm), 1 * km - 1 * m)  # expect: 5.3 km 200 cm 0.999 km
print(3 * (2 * h), f"{2.5 * km:.3f}", 1 * km == 1000 * m)  # expect: 6 h 2.500 km True
print(5 * m < 1 * km, sorted([3 * m, 20 * cm, 0.1 * km]))  # expect: True [20 cm, 3 m, 0.1 km]
print(max(1 * h, 3599 * s), len({1 * km, 1000 * m, 2 * m}))  # expect: 1 h 2
for bad in (lambda: 1 * m + 1 * s, lambda: 1 * m + 5, lambda: 1 * m < "x", lambda: (1 * m).to(h)):
    try:
        print(bad())
    except TypeError as e:
        print(e)
# expect: s is no m
# expect: unsupported operand type(s) for +: 'Quantity' and 'int'
# expect: '<' not supported between instances of 'Quantity' and 'str'
# expect: m is no s
print(1 * m == 5, Unit("m") is m, Unit("km").factor)  # expect: False True 1000
