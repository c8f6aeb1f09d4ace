# Properties: read, write, delete, inherit.
class Circle:
    def __init__(self, r):
        self.radius = r

    @property
    def radius(self):
        """The radius."""
        return self._r

    @radius.setter
    def radius(self, value):
        if value < 0:
            raise ValueError("negative")
        self._r = value

    @radius.deleter
    def radius(self):
        print("deleting")
        del self._r

    @property
    def area(self):
        return 3 * self.radius**2

    diameter = property(lambda self: self.radius * 2, doc="Twice")


c = Circle(2)
print(c.radius, c.area, c.diameter)  # expect: 2 12 4
print(Circle.radius.__doc__, Circle.diameter.__doc__)  # expect: The radius. Twice
c.radius = 5
c.radius += 1
print(c.area, c.__dict__)  # expect: 108 {'_r': 6}
for bad in (
    lambda: setattr(c, "area", 1),
    lambda: delattr(c, "area"),
    lambda: Circle(-1),
    lambda: setattr(c, "radius", -1),
):
    try:
        bad()
    except (AttributeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: AttributeError property 'area' of 'Circle' object has no setter
# expect: AttributeError property 'area' of 'Circle' object has no deleter
# expect: ValueError negative
# expect: ValueError negative
del c.radius  # expect: deleting
try:
    c.radius
except AttributeError as e:
    print(e)  # expect: 'Circle' object has no attribute '_r'


class Sub(Circle):
    @property
    def area(self):
        return -super().area

    @Circle.radius.setter
    def radius(self, value):
        self._r = value * 10


print(Sub(1).area, Sub(1).radius, isinstance(Circle.area, property))  # expect: -300 10 True
print(Circle.area.fget(Circle(1)))  # expect: 3
c.__dict__["area"] = "shadow"
c.radius = 1
print(c.area)  # expect: 3
