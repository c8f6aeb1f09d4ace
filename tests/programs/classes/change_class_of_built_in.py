# Instances of subclasses of a built-in class may become instances of another, if that adds the same.
class A(list):
    pass


class B(list):
    def first(self):
        return self[0]


class D(dict):
    pass


class Slotted(list):
    __slots__ = ("x",)


class AlsoSlotted(list):
    __slots__ = ("x",)


def change(value, new):
    try:
        value.__class__ = new
    except TypeError as e:
        return f"{type(value).__name__}: {e}"
    return f"{type(value).__name__} {value!r}"


a = A([1, 2])
a.z = 3
print(change(a, B), a.first(), a.z)  # expect: B [1, 2] 1 3
print(change(a, D))  # expect: B: __class__ assignment: 'D' object layout differs from 'B'
print(change(a, Slotted))  # expect: B: __class__ assignment: 'Slotted' object layout differs from 'B'
print(change(a, list))  # expect: B: __class__ assignment only supported for mutable types or ModuleType subclasses
print(change([], A))  # expect: list: __class__ assignment only supported for mutable types or ModuleType subclasses
s = Slotted([4])
s.x = 5
print(change(s, AlsoSlotted), s.x)  # expect: AlsoSlotted [4] 5


class I(int):
    pass


class J(int):
    def twice(self):
        return self * 2


for number in 7, 10**30:
    i = I(number)
    print(change(i, J), i.twice())
# expect: J 7 14
# expect: J 1000000000000000000000000000000 2000000000000000000000000000000


# ---- exceptions ---------------------------------------------------------------------------------------------------


class Local(ValueError):
    def become(self):
        self.__class__ = Remote
        raise self


class Remote(ValueError):
    def __str__(self):
        return "remote " + super().__str__()


class Key(KeyError):
    pass


class System(OSError):
    pass


class Permission(PermissionError):
    pass


try:
    try:
        raise Local("request")
    except Local as e:
        e.note = 1
        e.add_note("more")
        e.become()
except Remote as e:
    print(e, e.note, e.__notes__, e.__traceback__ is not None)  # expect: remote request 1 ['more'] True

print(change(Local("q"), Key))  # expect: Local: __class__ assignment: 'Key' object layout differs from 'Local'
print(change(Local("q"), System))  # expect: Local: __class__ assignment: 'System' object layout differs from 'Local'
print(change(System(1, "m"), Permission))  # expect: System: __class__ assignment: 'Permission' object layout differs from 'System'


# ---- classes of two bases -----------------------------------------------------------------------------------------


def bases(*classes):
    try:
        return type("C", classes, {}).__mro__[1].__name__
    except TypeError as e:
        return e


print(bases(OSError, ImportError))  # expect: multiple bases have instance lay-out conflict
print(bases(UnicodeDecodeError, UnicodeEncodeError))  # expect: multiple bases have instance lay-out conflict
print(bases(OSError, ValueError), bases(KeyError, AttributeError))  # expect: OSError KeyError
print(bases(ModuleNotFoundError, ImportError))  # expect: ModuleNotFoundError
