# A subclass of property may take arguments of its own and choose the accessors in `__init__`.
class Instance(property):
    def __init__(self, fget=None, fset=None, *, classval=None):
        self.classval = classval
        property.__init__(self, fget=fget, fset=fset, doc="chosen")

    def __get__(self, obj, owner=None):
        return self.classval if obj is None else super().__get__(obj, owner)


class A:
    def __init__(self):
        self._x = 1

    x = Instance(lambda self: self._x, lambda self, value: setattr(self, "_x", value), classval="of the class")


a = A()
a.x = 7
print(A.x, a.x, A.__dict__["x"].fget is not None, A.__dict__["x"].fdel)
# expect: of the class 7 True None
try:
    del a.x
except AttributeError as error:
    print(error)
# expect: property 'x' of 'A' object has no deleter


class Plain(property):
    pass


class B:
    @Plain
    def y(self):
        """Told by the getter."""
        return "y"

    @y.setter
    def y(self, value):
        print("set", value)


B().y = 3
print(B().y, B.y.__doc__, type(B.y).__name__)
# expect: set 3
# expect: y Told by the getter. Plain

for call in (lambda: property(1, 2, 3, 4, 5), lambda: property(getter=1)):
    try:
        call()
    except TypeError as error:
        print(error)
# expect: property() takes at most 4 arguments (5 given)
# expect: property() got an unexpected keyword argument 'getter'


class OfClass(property):
    def __get__(self, obj, owner=None):
        return f"of {owner.__name__}" if obj is None else super().__get__(obj, owner)


class C:
    z = OfClass(lambda self: "of an instance")


print(C.z, C().z, C.__dict__["z"].__class__.__name__)
# expect: of C of an instance OfClass
