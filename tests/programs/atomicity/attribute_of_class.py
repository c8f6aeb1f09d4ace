# `C.a = x`: instances and subclasses see the old or the new one, and soon the new one.
from _hammer import readers


class Base:
    value = 0

    def method(self):
        return 1


class Derived(Base):
    pass


thing = Derived()


def change(me):
    for n in range(600):
        Base.value = n
        Base.method = (lambda self: 1) if n % 2 else (lambda self: 2)
        Derived.extra = n
        del Derived.extra


def check():
    return isinstance(thing.value, int), thing.method() in (1, 2), isinstance(getattr(thing, "extra", 0), int)


print(readers(check, [change]), thing.value, Derived.value)  # expect: {(True, True, True)} 599 599
