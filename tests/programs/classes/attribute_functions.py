# getattr, setattr, hasattr, delattr, vars, dir.
class C:
    a = 1

    def m(self):
        pass


c = C()
setattr(c, "b", 2)
setattr(c, "not an identifier", 3)
print(getattr(c, "a"), getattr(c, "b"))  # expect: 1 2
print(getattr(c, "not an identifier"), getattr(c, "zz", "default"))  # expect: 3 default
print(hasattr(c, "m"), hasattr(c, "zz"), vars(c))  # expect: True False {'b': 2, 'not an identifier': 3}
print(sorted(n for n in dir(c) if not n.startswith("_")))  # expect: ['a', 'b', 'm', 'not an identifier']
delattr(c, "b")
print(hasattr(c, "b"), "__init__" in dir(c))  # expect: False True
print("a" in vars(C), [n for n in dir(C) if n == "m"])  # expect: True ['m']
for bad in (
    lambda: getattr(c, "zz"),
    lambda: delattr(c, "a"),
    lambda: setattr(5, "x", 1),
    lambda: setattr(int, "x", 1),
    lambda: getattr(c, 5),
    lambda: setattr(object(), "x", 1),
    lambda: vars(5),
    lambda: setattr(c, 5, 1),
):
    try:
        bad()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
# expect: AttributeError 'C' object has no attribute 'zz'
# expect: AttributeError 'C' object has no attribute 'a'
# expect: AttributeError 'int' object has no attribute 'x' and no __dict__ for setting new attributes
# expect: TypeError cannot set 'x' attribute of immutable type 'int'
# expect: TypeError attribute name must be string, not 'int'
# expect: AttributeError 'object' object has no attribute 'x' and no __dict__ for setting new attributes
# expect: TypeError vars() argument must have __dict__ attribute
# expect: TypeError attribute name must be string, not 'int'
