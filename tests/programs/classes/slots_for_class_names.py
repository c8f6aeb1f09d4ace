# Names in `__slots__` that a class body leaves for the class itself are no conflict; others are.


class Holder:
    __slots__ = ("__qualname__", "other")

    def __init__(self, name):
        self.__qualname__ = name

    def owner(self):
        return __class__


print(Holder.__qualname__, Holder("mine").__qualname__)  # expect: Holder mine
print(type(Holder.__dict__["__qualname__"]).__name__)  # expect: member_descriptor
print(Holder("mine").owner() is Holder)  # expect: True

try:

    class Conflict:
        __slots__ = ("x",)
        x = 1

except ValueError as error:
    print(error)  # expect: 'x' in __slots__ conflicts with class variable


# A slot without a value: the message tells the class from others of that name.
def make():
    class Holder:
        __slots__ = ("value",)

    return Holder


try:
    make()().value
except AttributeError as error:
    print(error)  # expect: 'make.<locals>.Holder' object has no attribute 'value'
    print(error.name, type(error.obj).__name__)  # expect: value Holder
try:
    make()().missing
except AttributeError as error:
    print(error)  # expect: 'Holder' object has no attribute 'missing'
Other = type("Other", (), {"__slots__": ("value",), "__module__": "a.module"})
try:
    Other().value
except AttributeError as error:
    print(error)  # expect: 'a.module.Other' object has no attribute 'value'
