# The order in which type, instance and metaclass are asked for an attribute.
class Data:
    def __init__(self, name):
        self.name = name

    def __get__(self, instance, owner):
        return f"{self.name}.get({instance is not None}, {owner.__name__})"

    def __set__(self, instance, value):
        if isinstance(instance, type):
            type.__setattr__(instance, "_" + self.name, value)
        else:
            instance.__dict__[self.name] = f"stored {value}"


class NonData:
    def __init__(self, name):
        self.name = name

    def __get__(self, instance, owner):
        return f"{self.name}.get({instance is not None}, {owner.__name__})"


class Meta(type):
    in_meta = "meta attribute"
    data_in_meta = Data("data_in_meta")
    nondata_in_meta = NonData("nondata_in_meta")
    both = NonData("both in meta")
    data_both = Data("data_both in meta")

    def method(cls):
        return f"method of {cls.__name__}"

    def __getattr__(cls, name):
        return f"meta getattr {name}"


class Base(metaclass=Meta):
    d = Data("d")
    n = NonData("n")
    plain = "plain"
    both = "both in class"
    data_both = "data_both in class"


class C(Base):
    pass


c = C()
c.__dict__.update(d="instance d", n="instance n", plain="instance plain")
print(c.d, c.n, c.plain)  # expect: d.get(True, C) instance n instance plain
print(C.d, C.n, C.plain)  # expect: d.get(False, C) n.get(False, C) plain
print(C.in_meta, C.data_in_meta)  # expect: meta attribute data_in_meta.get(True, Meta)
print(C.nondata_in_meta)  # expect: nondata_in_meta.get(True, Meta)
print(C.both, C.data_both)  # expect: both in class data_both in meta.get(True, Meta)
print(C.method(), C.unknown)  # expect: method of C meta getattr unknown
for name in ("in_meta", "data_in_meta", "method", "unknown"):
    print(name, hasattr(c, name))
# expect: in_meta False
# expect: data_in_meta False
# expect: method False
# expect: unknown False
c.d = 1
print(vars(c)["d"], c.d)  # expect: stored 1 d.get(True, C)
C.data_in_meta = 5
print(vars(C).get("data_in_meta"), vars(C).get("_data_in_meta"))  # expect: None 5


class OnlySet:
    def __set__(self, instance, value):
        instance.__dict__["only"] = value * 2


class OnlyDelete:
    def __delete__(self, instance):
        print("deleted")


class E:
    only = OnlySet()
    gone = OnlyDelete()


e = E()
print(type(e.only).__name__)  # expect: OnlySet
e.only = 4
print(e.only)  # expect: 8
del e.gone  # expect: deleted
try:
    e.gone = 1
except AttributeError as error:
    print(type(error).__name__)  # expect: AttributeError
try:
    del e.only
except AttributeError as error:
    print(type(error).__name__)  # expect: AttributeError


class Raises:
    def __get__(self, instance, owner):
        raise AttributeError("from descriptor")


class F:
    r = Raises()

    def __getattr__(self, name):
        return f"fallback for {name}"


print(F().r)  # expect: fallback for r
print(type.__getattribute__(C, "plain"))  # expect: plain
print(object.__getattribute__(c, "plain"))  # expect: instance plain
print(C.__getattribute__(c, "plain"))  # expect: instance plain
print(type(C.__dict__).__name__, type(C).__name__)  # expect: mappingproxy Meta
print(C.__class__ is Meta, type.__dict__["__name__"].__get__(C))  # expect: True C
