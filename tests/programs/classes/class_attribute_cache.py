# Attributes read on classes and modules themselves, at places that see many of them, and while they change.
import enum
import math
import types


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Meta(type):
    @property
    def both(cls):
        return "of the metaclass"

    def only(cls):
        return f"only {cls.__name__}"


class A(metaclass=Meta):
    both = "of the class"
    x = "A.x"
    own = "A.own"

    @classmethod
    def made(cls, n):
        return cls.__name__, n

    @staticmethod
    def plain(n):
        return n

    def method(self):
        return "method", self


class B(A):
    x = "B.x"


def x(cls):
    return cls.x


def both(cls):
    return cls.both


def calls(cls):
    return cls.made(1), cls.plain(2), cls.method(3), cls.only()


for _ in range(4):
    # expect: A.x B.x
    # expect: A.x B.x
    # expect: A.x B.x
    # expect: A.x B.x
    print(x(A), x(B))
# The same place sees a class and its instances.
for _ in range(3):
    # expect: A.x B.x A.x B.x
    # expect: A.x B.x A.x B.x
    # expect: A.x B.x A.x B.x
    print(x(A), x(B), x(A()), x(B()))
for _ in range(3):
    # expect: (('A', 1), 2, ('method', 3), 'only A')
    # expect: (('B', 1), 2, ('method', 3), 'only B')
    # expect: (('A', 1), 2, ('method', 3), 'only A')
    # expect: (('B', 1), 2, ('method', 3), 'only B')
    # expect: (('A', 1), 2, ('method', 3), 'only A')
    # expect: (('B', 1), 2, ('method', 3), 'only B')
    print(calls(A))
    print(calls(B))
# expect: of the metaclass of the metaclass
print(both(A), both(B))
B.x = "changed"
# expect: changed
print(x(B))
del B.x
# expect: A.x
print(x(B))
Meta.x = property(lambda cls: "property of the metaclass")
# expect: property of the metaclass property of the metaclass
print(x(A), x(B))
del Meta.x
# expect: A.x A.x
print(x(A), x(B))
# A plain attribute of the metaclass does not come first, but it is there when the class has none.
Meta.x = "Meta.x"
# expect: A.x
print(x(A))
del A.x
# expect: Meta.x Meta.x
print(x(A), x(B))


def red(members):
    return members.RED


# expect: [<Color.RED: 1>, <Color.RED: 1>, <Color.RED: 1>]
print([red(Color) for _ in range(3)])


def of_module(module):
    return module.value


one, two = types.ModuleType("one"), types.ModuleType("two")
one.value, two.value = 1, 2
for _ in range(3):
    # expect: 1 2
    # expect: 1 2
    # expect: 1 2
    print(of_module(one), of_module(two))
one.value = "new"
# expect: new 2
print(of_module(one), of_module(two))
del two.value
try:
    of_module(two)
except AttributeError as error:
    # expect: module 'two' has no attribute 'value'
    print(error)
two.__getattr__ = lambda name: f"made up {name}"
# expect: made up value
print(of_module(two))
two.other = 3
two.value = 4
# expect: 4
print(of_module(two))


class Special(types.ModuleType):
    @property
    def value(self):
        return "property of the module's class"


one.__class__ = Special
# expect: property of the module's class
print(of_module(one))


def name(object):
    return object.__name__


# expect: ['math', 'A', 'type', 'Meta', 'math', 'name']
print([name(object) for object in (math, A, type, Meta, math, name)])
