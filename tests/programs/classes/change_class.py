# An object's class may change, and so may a class's bases and attributes.
class Cat:
    def speak(self):
        return "meow"


class Dog:
    def speak(self):
        return "woof"


x = Cat()
x.name = "Tom"
print(x.speak())  # expect: meow
x.__class__ = Dog
print(x.speak(), x.name, type(x).__name__, isinstance(x, Cat))  # expect: woof Tom Dog False
try:
    x.__class__ = int
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError


class Base1:
    def m(self):
        return 1


class Base2:
    def m(self):
        return 2


class C(Base1):
    pass


c = C()
print(c.m())  # expect: 1
C.__bases__ = (Base2,)
print(c.m(), C.__mro__[1].__name__)  # expect: 2 Base2
Base2.m = lambda self: "patched"
print(c.m())  # expect: patched
del Base2.m
try:
    c.m()
except AttributeError as e:
    print(e)  # expect: 'C' object has no attribute 'm'
Cat.__len__ = lambda self: 9
print(len(Cat()))  # expect: 9
del Cat.__len__
try:
    len(Cat())
except TypeError as e:
    print(e)  # expect: object of type 'Cat' has no len()
c.__dict__ = {"fresh": 1}
print(c.fresh, vars(c))  # expect: 1 {'fresh': 1}
c.__dict__["more"] = 2
print(c.more)  # expect: 2
