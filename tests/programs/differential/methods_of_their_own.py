# What a class says itself counts, not what the built-in class behind it would: iteration, state, operators, bases.
import types


def attempt(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


class Shown(set):
    def __iter__(self):
        return iter([5, 6])

    def __getstate__(self):
        return "state"


attempt(lambda: Shown().__reduce__()[1:])  # expect: (([5, 6],), 'state')


class Added(str):
    def __add__(self, other):
        return NotImplemented


class Repeated(list):
    def __mul__(self, other):
        return NotImplemented


attempt(lambda: Added() + True)  # expect: TypeError unsupported operand type(s) for +: 'Added' and 'bool'
attempt(lambda: Repeated() * 1.5)  # expect: TypeError unsupported operand type(s) for *: 'Repeated' and 'float'
attempt(lambda: Repeated() * "a")  # expect: TypeError can't multiply sequence by non-int of type 'Repeated'


class Compared(dict):
    def __lt__(self, other):
        return type(other).__name__

    __gt__ = __lt__


proxy = types.MappingProxyType
attempt(lambda: proxy({}) > 5)  # expect: TypeError '>' not supported between instances of 'dict' and 'int'
attempt(lambda: 5 < proxy({}))  # expect: TypeError '>' not supported between instances of 'dict' and 'int'
attempt(lambda: (proxy(Compared()) > 5, 5 < proxy(Compared())))  # expect: ('int', 'int')
attempt(lambda: proxy({1: 2}) == proxy({1: 2}))  # expect: True
attempt(lambda: types.SimpleNamespace(a=1) < types.SimpleNamespace(a=2))
# expect: TypeError '<' not supported between instances of 'dict' and 'dict'
attempt(lambda: types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1))  # expect: True


class Short(type):
    def mro(cls):
        return [cls, object]


class Base(metaclass=Short):
    mark = 1


class Derived(Base):
    pass


# `dir` goes by the bases.
print("mark" in dir(Derived), hasattr(Derived, "mark"))  # expect: True False

# Sets are weakly referenced anyway, and beside items of any number there is no room.
bases = set, frozenset, int, tuple, bytes, list, str
print(["__weakref__" in vars(type("C", (base,), {})) for base in bases])
# expect: [False, False, False, False, False, True, True]

print(next(lambda: x for x in "a").__qualname__)  # expect: <genexpr>.<lambda>


class Holder:
    made = [lambda: 1 for _ in "a"]


print(Holder.made[0].__qualname__)  # expect: Holder.<lambda>


for name in "not callable", 5:
    attempt(lambda: name(a=1, **{"a": 1}))
# expect: TypeError not callable got multiple values for keyword argument 'a'
# expect: TypeError 5 got multiple values for keyword argument 'a'
