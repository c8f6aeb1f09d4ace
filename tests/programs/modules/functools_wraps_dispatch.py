# wraps, singledispatch, total_ordering.
from functools import singledispatch, singledispatchmethod, total_ordering, update_wrapper, wraps


def loud(function):
    @wraps(function)
    def wrapper(*args):
        """wrapper's doc"""
        return function(*args).upper()

    return wrapper


@loud
def greet(name):
    """greet's doc"""
    return f"hello {name}"


print(greet("ann"), greet.__name__)  # expect: HELLO ANN greet
print(greet.__doc__, greet.__wrapped__("ann"))  # expect: greet's doc hello ann


@singledispatch
def show(x):
    return f"object {x}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
@show.register(tuple)
def _(x):
    return f"sequence of {len(x)}"


@show.register(str)
def _(x):
    return "text " + x


print(show(1), show(True), show(1.5))  # expect: int 1 int True object 1.5
print(show([1]), show((1, 2)))  # expect: sequence of 1 sequence of 2
print(show("s"), show(None), show.dispatch(bool)(2))  # expect: text s object None int 2


class K:
    @singledispatchmethod
    def m(self, x):
        return "base"

    @m.register
    def _(self, x: int):
        return "int"


print(K().m(1), K().m("x"))  # expect: int base


@total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == o.n

    def __lt__(self, o):
        return self.n < o.n


print(V(1) <= V(1), V(1) > V(2), V(2) >= V(1))  # expect: True False True
print(V(1) != V(2), sorted([V(2), V(1)])[0].n)  # expect: True 1
