# Objects whose attribute hooks misbehave.
class Deleting:
    def __getattribute__(self, name):
        object.__getattribute__(self, "__dict__").clear()
        return object.__getattribute__(self, name)


d = Deleting()
d.x = 1
try:
    d.x
except AttributeError as e:
    print(e)  # expect: 'Deleting' object has no attribute 'x'


class Lying:
    @property
    def __class__(self):
        return 5

    @property
    def __dict__(self):
        return {"x": "shown"}


x = Lying()
print(vars(x), hasattr(x, "x"), type(x).__name__)  # expect: {'x': 'shown'} False Lying
try:
    isinstance(x, int)
    print("checked")  # expect: checked
except TypeError as e:
    print("TypeError")


class Descriptor:
    def __get__(self, instance, owner):
        del owner.trap
        return "gone"


class Trap:
    trap = Descriptor()


print(Trap().trap, hasattr(Trap, "trap"))  # expect: gone False


class Replaces:
    def __init__(self):
        self.v = 1

    def __getattr__(self, name):
        self.__class__ = Other
        return f"made by {name}"


class Other:
    v = "other"


r = Replaces()
print(r.unknown, type(r).__name__, r.v)  # expect: made by unknown Other 1


class Names(dict):
    def __missing__(self, key):
        return f"<{key}>"


print(eval("a + b", {"__builtins__": {}}, Names()))  # expect: <a><b>
for name in ("__class__", "__doc__", "__module__"):
    try:
        delattr(Other(), name)
        print("deleted", name)
    except (AttributeError, TypeError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: AttributeError
# expect: AttributeError
