# An alias of a generic class has the class's attributes, but for a few of its own.
import collections
import collections.abc
import types

for alias in (list[int], dict[str, int], collections.deque[int], collections.abc.Callable[[int], str]):
    print(alias.__module__, alias.__name__, alias.__qualname__, alias.__doc__ == alias.__origin__.__doc__)
# expect: builtins list list True
# expect: builtins dict dict True
# expect: collections deque deque True
# expect: collections.abc Callable Callable True


class Alias(types.GenericAlias):
    """Documented."""

    extra = 1


alias = Alias(list, (int,))
print(alias.__class__ is Alias, alias.append is list.append, hasattr(alias, "extra"), Alias.extra)
# expect: True True False 1
for name in ("__args__", "__parameters__", "__unpacked__", "__origin__"):
    print(name, getattr(alias, name))
# expect: __args__ (<class 'int'>,)
# expect: __parameters__ ()
# expect: __unpacked__ False
# expect: __origin__ <class 'list'>
print(hasattr(alias, "__copy__"), hasattr(alias, "__bases__"))
# expect: False False

# Which classes are made when a module is imported, which cannot be changed.
import functools
import pickle
import typing

HEAP, IMMUTABLE = 1 << 9, 1 << 8
for cls in (int, Exception, type, types.GenericAlias, collections.deque, functools.partial, typing.TypeVar, Alias):
    print(cls.__name__, bool(cls.__flags__ & HEAP), bool(cls.__flags__ & IMMUTABLE))
# expect: int False True
# expect: Exception False True
# expect: type False True
# expect: GenericAlias False True
# expect: deque True True
# expect: partial True True
# expect: TypeVar True True
# expect: Alias True False

T = typing.TypeVar("T")


class Box(typing.Generic[T]):
    def __init__(self, value):
        self.value = value


for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    print(pickle.loads(pickle.dumps(Box(protocol), protocol)).value, end=" ")
print(bool(typing.Generic.__flags__ & HEAP))
# expect: 0 1 2 3 4 5 True
