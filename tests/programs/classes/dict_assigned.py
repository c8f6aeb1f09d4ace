# What is assigned to `__dict__` is the very dict that holds the attributes from then on.
class Borg:
    shared = {}

    def __init__(self):
        self.__dict__ = self.shared


class C:
    pass


a, b = Borg(), Borg()
a.x = 1
print(b.x, Borg.shared, a.__dict__ is b.__dict__)  # expect: 1 {'x': 1} True

d = {"y": 5}
c = C()
c.z = 1
c.__dict__ = d
print(c.__dict__ is d, c.y, hasattr(c, "z"))  # expect: True 5 False
d["q"] = 7
c.w = 3
print(c.q, d)  # expect: 7 {'y': 5, 'q': 7, 'w': 3}


def f():
    pass


class Items(list):
    pass


for other in f, ValueError(), Items():
    other.__dict__ = d
    print(other.q, other.__dict__ is d)
# expect: 7 True
# expect: 7 True
# expect: 7 True
other.r = 8
print(c.r, f.r)  # expect: 8 8


# ---- a mapping whose items are its attributes ---------------------------------------------------------------------


class Record(dict):
    def __init__(self, **fields):
        super().__init__(fields)
        self.__dict__ = self


r = Record(one=1)
r.two = 2
r["three"] = 3
print(r.one, r, r.three)  # expect: 1 {'one': 1, 'two': 2, 'three': 3} 3


# ---- a dict of another class: its methods are not asked ------------------------------------------------------------


class Refusing(dict):
    def __setitem__(self, key, value):
        raise TypeError("no")

    def __getitem__(self, key):
        return "never"


c.__dict__ = Refusing(a=1)
c.b = 2
print(type(c.__dict__).__name__, c.a, dict(c.__dict__))  # expect: Refusing 1 {'a': 1, 'b': 2}
try:
    c.__dict__["c"] = 3
except TypeError as e:
    print(e)  # expect: no

del c.__dict__
print(c.__dict__)  # expect: {}
c.k = 1
print(vars(c), d["q"])  # expect: {'k': 1} 7


# ---- slots are apart ----------------------------------------------------------------------------------------------


class Slotted:
    __slots__ = ("m", "__dict__")


s = Slotted()
s.m, s.n = 1, 2
s.__dict__ = d
s.m = 4
print(s.m, s.q, "m" in d)  # expect: 4 7 False


class Bare(dict):
    __slots__ = ()


for value in Bare(), 5:
    try:
        value.__dict__ = {}
    except AttributeError:
        print("__dict__" in dir(value))
# expect: False
# expect: False
print("__dict__" in dir(c), "__dict__" in dir(C), "__dict__" in dir(ValueError()))  # expect: True True True
try:
    c.__dict__ = [1]
except TypeError as e:
    print(e)  # expect: __dict__ must be set to a dictionary, not a 'list'
