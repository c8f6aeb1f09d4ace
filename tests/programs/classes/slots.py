# __slots__ fix the attributes.
class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


p = Point(1, 2)
p.x += 10
print(p.x, p.y, hasattr(p, "__dict__"))  # expect: 11 2 False
print(Point.__slots__, type(Point.x).__name__)  # expect: ('x', 'y') member_descriptor
try:
    p.z = 3
except AttributeError as e:
    print(type(e).__name__)  # expect: AttributeError
del p.x
try:
    p.x
except AttributeError as e:
    print(e)  # expect: 'Point' object has no attribute 'x'


class Open(Point):
    pass


o = Open(1, 2)
o.z = 3
print(o.z, o.x, o.__dict__)  # expect: 3 1 {'z': 3}


class More(Point):
    __slots__ = "z"


m = More(1, 2)
m.z = 3
print(m.x + m.y + m.z)  # expect: 6
try:

    class Clash:
        __slots__ = ("a",)
        a = 1

except ValueError as e:
    print(e)  # expect: 'a' in __slots__ conflicts with class variable


class WithDict:
    __slots__ = ("a", "__dict__")


w = WithDict()
w.a, w.b = 1, 2
print(w.__dict__, w.a)  # expect: {'b': 2} 1


# What is not there is not deleted either.
class Bare:
    __slots__ = ("x",)


for step in (lambda o: o.x, lambda o: delattr(o, "x"), lambda o: (setattr(o, "x", 1), delattr(o, "x"), delattr(o, "x"))):
    try:
        step(Bare())
    except AttributeError as error:
        print(error)
# expect: 'Bare' object has no attribute 'x'
# expect: x
# expect: x
