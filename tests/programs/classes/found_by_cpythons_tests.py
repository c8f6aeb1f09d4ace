# What CPython's own tests found: keywords of half a constructor, super as an attribute, proxies, sequences that change while
# they are compared, and a star in the middle of a pattern.
import collections.abc
import pickle


class WithNew(list):
    def __new__(cls, items, note=None):
        self = super().__new__(cls, items)
        self.note = note
        return self


class WithInit(tuple):
    def __init__(self, items, note=None):
        self.note = note


print(WithNew([1, 2], note=3), WithNew([1], note=3).note)
print(WithInit([1, 2], note=3), WithInit([1], note=3).note)
for call in (lambda: list([], a=1), lambda: tuple((), a=1), lambda: frozenset((), a=1)):
    try:
        call()
    except TypeError as error:
        print(error)


class A:
    def meth(self):
        return "A"


class B(A):
    def meth(self):
        return "B" + self.__super.meth()


B._B__super = super(B)
print(B().meth())


class Proxy:
    def __init__(self, of):
        self.__of = of

    def __getattribute__(self, name):
        if name.startswith("_Proxy"):
            return object.__getattribute__(self, name)
        return getattr(self.__of, name)


print(super(B, Proxy(B())).meth())
try:
    super(B, Proxy(1))
except TypeError as error:
    print(error)


class Clears:
    def __init__(self, which):
        self.which = which

    def __eq__(self, other):
        self.which.clear()
        return NotImplemented


one, other = [], []
one.append(Clears(other))
other.append(Clears(one))
print(one == other)

reverse = reversed([1, 2])
print(list(zip(range(2), reverse)), type(pickle.loads(pickle.dumps(reverse))).__name__)


class Endless(collections.abc.Sequence):
    def __getitem__(self, index):
        return index

    def __len__(self):
        return 42


match Endless():
    case [first, 1, *_, 40, last]:
        print(first, last)
match [1]:
    case [a, *_, b]:
        print("two")
    case [*_, a]:
        print("one", a)


class Twice(float):
    def __float__(self):
        return 42.0


print(float(Twice(1.0)), Twice(1.0) + 1)


class Nested:
    class Inner:
        value = property(None)


try:
    Nested.Inner().value
except AttributeError as error:
    print(error)


class MRO(type):
    def mro(cls):
        print(cls.__name__, cls.flag)
        return type.mro(cls)


MRO.flag = 1


class Made(metaclass=MRO):
    pass
# expect: [1, 2] 3
# expect: (1, 2) 3
# expect: list() takes no keyword arguments
# expect: tuple() takes no keyword arguments
# expect: frozenset() takes no keyword arguments
# expect: BA
# expect: A
# expect: super(type, obj): obj (instance of Proxy) is not an instance or subtype of type (B).
# expect: True
# expect: [(0, 2), (1, 1)] list_reverseiterator
# expect: 0 41
# expect: one 1
# expect: 42.0 2.0
# expect: property 'value' of 'Nested.Inner' object has no getter
# expect: Made 1
