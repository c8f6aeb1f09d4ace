# getattr, setattr, hasattr, delattr, callable, dir, vars.
class C:
    x = 1

    def m(self):
        pass


c = C()
print(getattr(c, "x"), getattr(c, "y", 2), hasattr(c, "x"))  # expect: 1 2 True
print(hasattr(c, "y"), callable(c.m), callable(c), callable(C))  # expect: False True False True
setattr(c, "y", 3)
print(c.y, vars(c), delattr(c, "y"), vars(c), "m" in dir(c))  # expect: 3 {} None {} True
print("m" in dir(C), sorted(set(dir(c)) - set(dir(object())))[-2:])  # expect: True ['m', 'x']


class D:
    def __dir__(self):
        return ["z", "a"]

    def __getattr__(self, n):
        raise ValueError(n)


print(dir(D()))  # expect: ['a', 'z']
try:
    hasattr(D(), "x")
except ValueError as e:
    print("ValueError", e)  # expect: ValueError x
try:
    getattr(D(), "x", "default is for AttributeError only")
except ValueError as e:
    print("ValueError", e)  # expect: ValueError x
import math

print("pi" in dir(math), getattr(math, "floor")(2.5))  # expect: True 2
print("C" in dir(), vars(math)["pi"] == math.pi)  # expect: True True
