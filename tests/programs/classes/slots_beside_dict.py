# What __slots__ names is apart from an instance's dict.
class Base:
    __slots__ = ("a", "b")


class Open(Base):
    def __init__(self):
        self.a, self.c = 1, 2


o = Open()
print(vars(o), o.a)  # expect: {'c': 2} 1
o.b = 3
vars(o)["a"] = "shadow"
print(o.a, o.b, vars(o))  # expect: 1 3 {'c': 2, 'a': 'shadow'}
del o.a
try:
    o.a
except AttributeError as error:
    print(error)  # expect: 'Open' object has no attribute 'a'
o.a = 4
print(o.a, sorted(vars(o)))  # expect: 4 ['a', 'c']
p = Open()
del p.a
print(hasattr(p, "a"), vars(p))  # expect: False {'c': 2}


class Both:
    __slots__ = ("x", "__dict__")


b = Both()
b.y = 1
print(b.__dict__)  # expect: {'y': 1}
b.x = 2
b.__dict__ = {"z": 3}
print(b.x, b.z, hasattr(b, "y"))  # expect: 2 3 False


class Empty(Base):
    __slots__ = ()


e = Empty()
e.a = 5
del e.a
e.b = 6
print(hasattr(e, "a"), e.b, hasattr(e, "__dict__"))  # expect: False 6 False
