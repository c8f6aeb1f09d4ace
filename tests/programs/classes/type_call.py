# type() with three arguments makes a class.
def init(self, x):
    self.x = x


C = type("C", (), {"__init__": init, "double": lambda self: self.x * 2, "n": 1})
D = type("D", (C,), dict(double=lambda self: -super(D, self).double()))
print(C(3).double(), D(3).double())  # expect: 6 -6
print(C.__name__, D.__mro__)  # expect: C (<class '__main__.D'>, <class '__main__.C'>, <class 'object'>)
print(C.n, C.__module__)  # expect: 1 __main__
print(type(1), type(type), type(None).__name__)  # expect: <class 'int'> <class 'type'> NoneType
print(type(C(1)) is C, type(C) is type)  # expect: True True
for bad in (
    lambda: type(),
    lambda: type("x", ()),
    lambda: type("x", [], {}),
    lambda: type(1, (), {}),
    lambda: type("x", (1,), {}),
):
    try:
        bad()
    except TypeError as e:
        print(type(e).__name__)
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
E = type("Odd name!", (), {})
print(E.__name__, E)  # expect: Odd name! <class '__main__.Odd name!'>
C.__name__ = "Renamed"
print(C, C.__qualname__)  # expect: <class '__main__.C'> C
