"""What an abstract base class has answered holds until something is registered"""

import abc
import collections.abc
import threading


class Shape(abc.ABC):
    asked = 0

    @classmethod
    def __subclasshook__(cls, other):
        if cls is Shape:
            Shape.asked += 1
        return NotImplemented


class Square:
    pass


print([isinstance(Square(), Shape) for _ in range(5)], Shape.asked)
# expect: [False, False, False, False, False] 1
Shape.register(Square)
print([isinstance(Square(), Shape) for _ in range(5)])  # expect: [True, True, True, True, True]


# A class that is registered with a subclass is one too.
class Polygon(Shape):
    pass


class Triangle:
    pass


print(issubclass(Triangle, Shape), issubclass(Triangle, Polygon))  # expect: False False
print(Polygon.register(Triangle) is Triangle)  # expect: True
print(issubclass(Triangle, Shape), issubclass(Triangle, Polygon))  # expect: True True
print(isinstance(Triangle(), Shape), isinstance(Square(), Polygon))  # expect: True False

# Classes that come and go have nothing to do with each other.
for number in range(200):
    made = type("Made", (Square,) if number % 2 else (), {})
    assert isinstance(made(), Shape) is bool(number % 2), number
print("200 classes")  # expect: 200 classes


# A class that says that it is another one.
class Mask:
    @property
    def __class__(self):
        return Square


print(isinstance(Mask(), Shape), issubclass(Mask, Shape))  # expect: True False


# What the hook says of a class.
class Sized:
    def __len__(self):
        return 0


class Unsized(Sized):
    __len__ = None


print(isinstance(Sized(), collections.abc.Sized), isinstance(Unsized(), collections.abc.Sized))
# expect: True False
try:
    issubclass(3, Shape)
except TypeError as error:
    print(error)  # expect: issubclass() arg 1 must be a class


# Threads that ask while others register get what holds at that moment, and then True.
class Late(abc.ABC):
    pass


classes = [type(f"Late{number}", (), {}) for number in range(50)]
turn = threading.Barrier(3)


def ask():
    turn.wait()
    for made in classes:
        before = isinstance(made(), Late)
        while not isinstance(made(), Late):
            pass
        assert isinstance(made(), Late) or before


def register():
    turn.wait()
    for made in classes:
        isinstance(made(), Late)
        Late.register(made)


threads = [threading.Thread(target=ask) for _ in range(2)] + [threading.Thread(target=register)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(all(issubclass(made, Late) for made in classes))  # expect: True
