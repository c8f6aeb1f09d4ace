"""classmethod and staticmethod take over what their function says of itself; a class shows the descriptors of its instances."""


def function(argument: int):
    "what it does"


for kind in classmethod, staticmethod:
    method = kind(function)
    print(method.__name__, method.__qualname__, method.__module__, method.__doc__, method.__annotations__)
    print(method.__wrapped__ is function, method.__func__ is function)
    for name in "__func__", "__wrapped__":
        try:
            setattr(method, name, None)
        except AttributeError as error:
            print(error)
    method.__doc__, method.__name__, method.extra = "other", "renamed", 1
    print(method.__doc__, method.__name__, method.extra, function.__doc__, function.__name__)
    method.__annotations__ = {"argument": str}
    print(method.__annotations__, function.__annotations__)


class Base:
    pass


class Derived(Base):
    pass


class Slotted:
    __slots__ = ("here",)


class Regained(Slotted):
    pass


print(["__dict__" in c.__dict__ for c in (Base, Derived, Slotted, Regained)])
base = Base()
base.x = 1
descriptor = Base.__dict__["__dict__"]
print(descriptor.__get__(base), descriptor.__get__(base) is base.__dict__)
descriptor.__set__(base, {"y": 2})
print(base.y, hasattr(base, "x"), vars(base))
print([bool(c.__dictoffset__) for c in (Base, Derived, Slotted, Regained, int)])
print([bool(c.__weakrefoffset__) for c in (Base, Derived, Slotted, Regained, int)])

from dataclasses import dataclass


@dataclass(slots=True)
class Point:
    x: int
    y: int = 0


print("__dict__" in Point.__dict__, "__weakref__" in Point.__dict__, Point(1), Point.__slots__)
for name in "z", "__dict__", "__weakref__":
    print(hasattr(Point(1), name))


class Numbers(list):
    __slots__ = ("offset",)


numbers = Numbers((1, 2))
numbers.offset = 3
print(numbers.offset, hasattr(numbers, "__dict__"))
try:
    numbers.other = 1
except AttributeError as error:
    print(type(error).__name__)
# expect: function function __main__ what it does {'argument': <class 'int'>}
# expect: True True
# expect: readonly attribute
# expect: readonly attribute
# expect: other renamed 1 what it does function
# expect: {'argument': <class 'str'>} {'argument': <class 'int'>}
# expect: function function __main__ what it does {'argument': <class 'int'>}
# expect: True True
# expect: readonly attribute
# expect: readonly attribute
# expect: other renamed 1 what it does function
# expect: {'argument': <class 'str'>} {'argument': <class 'int'>}
# expect: [True, False, False, True]
# expect: {'x': 1} True
# expect: 2 False {'y': 2}
# expect: [True, True, False, True, False]
# expect: [True, True, False, True, False]
# expect: False False Point(x=1, y=0) ('x', 'y')
# expect: False
# expect: False
# expect: False
# expect: 3 False
# expect: AttributeError
