# Which classes can be bases of one, and take the place of one another: those whose instances hold the same.
import collections
import types
from fractions import Fraction


def attempt(work):
    try:
        work()
    except TypeError as error:
        print(error)
    else:
        print("fine")


class Plain:
    pass


class Other:
    pass


class Below(Plain):
    pass


class Slotted:
    __slots__ = ("x",)


class Alike:
    __slots__ = ("x",)


class Empty:
    __slots__ = ()


class Problem(Exception):
    pass


class Items(list):
    pass


# Several bases, each with fields.
attempt(lambda: type("C", (types.SimpleNamespace, dict), {}))  # expect: multiple bases have instance lay-out conflict
attempt(lambda: type("C", (Fraction, Exception), {}))  # expect: multiple bases have instance lay-out conflict
attempt(lambda: type("C", (collections.OrderedDict, Slotted), {}))  # expect: multiple bases have instance lay-out conflict
attempt(lambda: type("C", (Slotted, Alike), {}))  # expect: multiple bases have instance lay-out conflict
attempt(lambda: type("C", (OSError, SyntaxError), {}))  # expect: multiple bases have instance lay-out conflict
attempt(lambda: type("C", (OSError, ValueError, Plain, Empty), {}))  # expect: fine
attempt(lambda: type("C", (Empty, Slotted, Plain), {}))  # expect: fine


# Bases assigned to.
def assign(old, new):
    cls = type("C", (old,), {})
    cls.__bases__ = (new,)


attempt(lambda: assign(Plain, Other))  # expect: fine
attempt(lambda: assign(Below, Other))  # expect: fine
attempt(lambda: assign(Slotted, Alike))  # expect: fine
attempt(lambda: assign(Slotted, Plain))  # expect: __bases__ assignment: 'Plain' object layout differs from 'Slotted'
attempt(lambda: assign(object, Plain))  # expect: __bases__ assignment: 'Plain' deallocator differs from 'object'
attempt(lambda: assign(Empty, object))  # expect: __bases__ assignment: 'object' deallocator differs from 'Empty'
attempt(lambda: assign(KeyError, ValueError))  # expect: fine
attempt(lambda: assign(Problem, ValueError))
# expect: __bases__ assignment: 'ValueError' object layout differs from 'Problem'
attempt(lambda: assign(Problem, Plain))  # expect: __bases__ assignment: 'Plain' object layout differs from 'Problem'
attempt(lambda: assign(Problem, OSError))  # expect: __bases__ assignment: 'OSError' object layout differs from 'Problem'
attempt(lambda: assign(collections.defaultdict, dict))
# expect: __bases__ assignment: 'dict' object layout differs from 'collections.defaultdict'
attempt(lambda: assign(collections.defaultdict, classmethod))
# expect: __bases__ assignment: 'classmethod' object layout differs from 'collections.defaultdict'


# Classes of instances assigned to.
def become(old, new):
    old().__class__ = new


attempt(lambda: become(Plain, Other))  # expect: fine
attempt(lambda: become(Slotted, Alike))  # expect: fine
attempt(lambda: become(Plain, Below))  # expect: fine
attempt(lambda: become(Plain, Slotted))  # expect: __class__ assignment: 'Slotted' object layout differs from 'Plain'
attempt(lambda: become(Plain, Problem))  # expect: __class__ assignment: 'Problem' object layout differs from 'Plain'
attempt(lambda: become(Items, Plain))  # expect: __class__ assignment: 'Plain' object layout differs from 'Items'
