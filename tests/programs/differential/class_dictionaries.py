# What is the class's own is not found through its instances, and only `type` itself says what something is.
class Outer:
    class Inner:
        pass


print(Outer.Inner.__qualname__, "__qualname__" in vars(Outer.Inner), "__classdictcell__" in vars(Outer))
# expect: Outer.Inner False False
try:
    Outer.Inner().__qualname__
except AttributeError as e:
    print(e)  # expect: 'Inner' object has no attribute '__qualname__'
Outer.__qualname__ = "Renamed"
print(Outer, Outer.__name__)  # expect: <class '__main__.Renamed'> Outer
for change in (lambda: setattr(Outer, "__qualname__", 1), lambda: setattr(int, "__qualname__", "x")):
    try:
        change()
    except TypeError as e:
        print(e)
# expect: can only assign string to Outer.__qualname__, not 'int'
# expect: cannot set '__qualname__' attribute of immutable type 'int'


class Meta(type):
    pass


for arguments in (("x",), ("x", ())):
    try:
        print(Meta(*arguments))
    except TypeError as e:
        print(e)
# expect: type.__new__() takes exactly 3 arguments (1 given)
# expect: type.__new__() takes exactly 3 arguments (2 given)
