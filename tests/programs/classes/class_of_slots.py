# Instances that have the same slots may change their class, and so may classes.
class A:
    __slots__ = ("x", "y")

    def told(self):
        return "A"


class B:
    __slots__ = ("y", "x")[::-1]

    def told(self):
        return "B", self.x


class Other:
    __slots__ = ("z",)


a = A()
a.x = 1
a.__class__ = B
a.y = 2
print(a.told(), a.y, type(a).__name__, hasattr(a, "__dict__"))
# expect: ('B', 1) 2 B False
try:
    a.__class__ = Other
except TypeError as error:
    print(error)
# expect: __class__ assignment: 'Other' object layout differs from 'B'
try:
    a.z = 1
except AttributeError:
    print("no z")
# expect: no z


class Meta(type):
    def __repr__(cls):
        return f"<{cls.__name__}>"


class Sentinel(type):
    pass


class Plain(metaclass=Sentinel):
    pass


Plain.__class__ = Meta
print(Plain, type(Plain).__name__, type(Plain()) is Plain)
# expect: <Plain> Meta True
try:
    A.__class__ = Meta
except TypeError as error:
    print(error)
# expect: __class__ assignment only supported for mutable types or ModuleType subclasses
Own = Sentinel("Own", (Sentinel,), {"__repr__": lambda self: self.__name__ + "!"})
Own.__class__ = Own
print(Own, type(Own) is Own)
# expect: Own! True
