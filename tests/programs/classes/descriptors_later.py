# What stands in a class becomes a descriptor, or another kind of one, after it has been read there.


class Plain:
    pass


class Holder:
    x = Plain()


class Shadowed:
    y = Plain()

    def __init__(self):
        self.y = "own"


def read_x(object):
    return object.x


def read_y(object):
    return object.y


def read_class(cls):
    return cls.x


def call_x(object):
    return object.x()


def kind(value):
    return type(value).__name__


def warm():
    for _ in range(5):
        read_x(Holder()), read_y(Shadowed()), read_class(Holder)


warm()
Plain.__get__ = lambda self, instance, owner: 42
# expect: 42 own 42
print(read_x(Holder()), read_y(Shadowed()), read_class(Holder))

warm()
before = Shadowed()
Plain.__set__ = lambda self, instance, value: None
# expect: 42 42
print(read_x(Holder()), read_y(before))
before.y = "other"
# expect: own
print(before.__dict__["y"])

warm()
del Plain.__set__
# expect: own
print(read_y(before))
del Plain.__get__
# expect: Plain own Plain
print(kind(read_x(Holder())), read_y(before), kind(read_class(Holder)))


class Getter:
    def __get__(self, instance, owner):
        return "got"


class Base:
    pass


class Late(Base):
    pass


class Other:
    z = Late()
    x = Late()


def read_z(object):
    return object.z


for _ in range(5):
    read_z(Other()), read_class(Other)
Late.__bases__ = (type("Middle", (Base, Getter), {}),)
# expect: got got
print(read_z(Other()), read_class(Other))


class Third:
    z = Base()


for _ in range(5):
    read_z(Third())
Third.__dict__["z"].__class__ = Late
# expect: got
print(read_z(Third()))

Plain.__call__ = lambda self: "called"
# expect: called
print(call_x(Holder()))
Plain.__get__ = lambda self, instance, owner: lambda: "bound"
# expect: bound
print(call_x(Holder()))
