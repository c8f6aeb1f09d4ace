# What `__slots__` names is found by its descriptor alone: where that is replaced or deleted, nothing is left of it.


class C:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


c = C(1, 2)
descriptor = C.x
C.x = "of the class"
print(c.x, c.y)  # expect: of the class 2
try:
    c.x = 3
except AttributeError as error:
    print(error)  # expect: 'C' object attribute 'x' is read-only
print(descriptor.__get__(c))  # expect: 1
descriptor.__set__(c, 4)
print(c.x, descriptor.__get__(c))  # expect: of the class 4
del C.x
try:
    c.x
except AttributeError as error:
    print(error)  # expect: 'C' object has no attribute 'x'
C.z = descriptor
print(c.z)  # expect: 4
c.z = 5
print(descriptor.__get__(c))  # expect: 5


# Beside a dict, the dict may have the same name.
class Both:
    __slots__ = ("x", "__dict__")


both = Both()
both.x = "slot"
both.__dict__["x"] = "dict"
print(both.x, both.__dict__)  # expect: slot {'x': 'dict'}
descriptor = Both.x
del Both.x
print(both.x, descriptor.__get__(both))  # expect: dict slot
both.x = "new"
print(both.__dict__, descriptor.__get__(both))  # expect: {'x': 'new'} slot


# A subclass may call an attribute of the class so.
class Below(Both):
    x = 7


Both.x = descriptor
below = Below()
print(below.x, vars(below))  # expect: 7 {}
below.x = 8
print(below.x, vars(below))  # expect: 8 {'x': 8}


# A property in the place of a slot keeps its value there.
class Checked:
    __slots__ = ("size",)


slot = Checked.size
Checked.size = property(slot.__get__, lambda self, size: slot.__set__(self, abs(size)))
checked = Checked()
checked.size = -3
print(checked.size, slot.__get__(checked))  # expect: 3 3
try:
    slot.__get__(both)
except TypeError as error:
    print(error)  # expect: descriptor 'size' for 'Checked' objects doesn't apply to a 'Both' object
