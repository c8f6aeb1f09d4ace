# cpython: 3.13 has no placeholders
# functools.partial: placeholders among the arguments, and the state that it is set to.
import copy
import functools
import pickle
from functools import Placeholder as P
from functools import partial, partialmethod


def show(*args, **kwargs):
    return args, kwargs


def attempt(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except (TypeError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"


print(P, type(P) is functools._PlaceholderType, type(P)() is P, attempt(type(P), 1))
print(copy.copy(P) is P, copy.deepcopy(P) is P, pickle.loads(pickle.dumps(P)) is P)
print(attempt(type, "Sub", (type(P),), {}))

half = partial(show, P, 2, P, 4)
print(half(1, 3), half(1, 3, 5, a=6))
print(attempt(half), attempt(half, 1))
print(attempt(partial, show, P), attempt(partial, show, 1, P), attempt(partial, show, a=P))
print(attempt(partial), attempt(partial, 1))

# A partial of a partial fills its places.
for more in [(10,), (P, 30), (10, 30), (10, 30, 50), (10, 30, P, 50), ()]:
    both = partial(half, *more)
    print(both.func is show, both.args, attempt(both, "x", "y"))


class Sub(partial):
    pass


own = Sub(show, P, 1)
print(partial(own, 5).args, Sub(half, 5).args, type(Sub(half, 5)).__name__)
own.name = "kept"
print(partial(own, 5).func is own)


class Methods:
    last = partialmethod(show, P, 1)


print([type(argument).__name__ for argument in Methods().last(5)[0]])

# The state is taken as it is, or not at all.
state = partial(show)
print(attempt(state.__setstate__, (show, (P,), {}, None)))
print(state.__setstate__((show, (1,), {}, {})))
for wrong in [1, (show, (1,), {}), (show, (1,), {}, 1), (show, [1], {}, None), (1, (1,), {}, None)]:
    print(attempt(state.__setstate__, wrong))
names, keywords = {"z": 1}, {"k": 2}
state.__setstate__((show, (P, 1), keywords, names))
print(state.__dict__ is names, state.keywords is keywords, state.z, attempt(state), attempt(state, 2))


class Pair(tuple):
    pass


class Names(dict):
    pass


state.__setstate__((show, Pair((P, 1)), Names(k=3), None))
print(type(state.args), type(state.keywords), state.__dict__)
state.__setstate__((show, (), None, None))
print(state.keywords, state.__reduce__()[2][1:])
state.keywords[1] = 2
print(attempt(state))
# expect: Placeholder True True TypeError: PlaceholderType takes no arguments
# expect: True True True
# expect: TypeError: type 'functools._PlaceholderType' is not an acceptable base type
# expect: ((1, 2, 3, 4), {}) ((1, 2, 3, 4, 5), {'a': 6})
# expect: TypeError: missing positional arguments in 'partial' call; expected at least 2, got 0 TypeError: missing positional arguments in 'partial' call; expected at least 2, got 1
# expect: TypeError: trailing Placeholders are not allowed TypeError: trailing Placeholders are not allowed TypeError: Placeholder cannot be passed as a keyword argument
# expect: TypeError: type 'partial' takes at least one argument TypeError: the first argument must be callable
# expect: True (10, 2, Placeholder, 4) ((10, 2, 'x', 4, 'y'), {})
# expect: True (Placeholder, 2, 30, 4) (('x', 2, 30, 4, 'y'), {})
# expect: True (10, 2, 30, 4) ((10, 2, 30, 4, 'x', 'y'), {})
# expect: True (10, 2, 30, 4, 50) ((10, 2, 30, 4, 50, 'x', 'y'), {})
# expect: True (10, 2, 30, 4, Placeholder, 50) ((10, 2, 30, 4, 'x', 50, 'y'), {})
# expect: True (Placeholder, 2, Placeholder, 4) (('x', 2, 'y', 4), {})
# expect: (5, 1) (5, 2, Placeholder, 4) Sub
# expect: True
# expect: ['Methods', 'int', 'int']
# expect: TypeError: trailing Placeholders are not allowed
# expect: None
# expect: TypeError: invalid partial state
# expect: TypeError: invalid partial state
# expect: TypeError: invalid partial state
# expect: TypeError: invalid partial state
# expect: TypeError: invalid partial state
# expect: True True 1 TypeError: missing positional arguments in 'partial' call; expected at least 1, got 0 ((2, 1), {'k': 2})
# expect: <class 'tuple'> <class 'dict'> {}
# expect: {} ((), {}, None)
# expect: TypeError: keywords must be strings
