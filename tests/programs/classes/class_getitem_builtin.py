# What annotations may subscript among the library's own classes.
import contextvars
import itertools
import os
import types
import weakref

for class_ in (
    BaseExceptionGroup, ExceptionGroup, itertools.chain, os.DirEntry, weakref.ref, contextvars.ContextVar,
    contextvars.Token, types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType, types.MappingProxyType,
):
    alias = class_[int]
    print(alias.__origin__ is class_, alias.__args__)
# expect: True (<class 'int'>,)
# expect: True (<class 'int'>,)
# expect: True (<class 'int'>,)
# expect: True (<class 'int'>,)
# expect: True (<class 'int'>,)
# expect: True (<class 'int'>,)
# expect: True (<class 'int'>,)
# expect: True (<class 'int'>,)
# expect: True (<class 'int'>,)
# expect: True (<class 'int'>,)
# expect: True (<class 'int'>,)


class Errors(ExceptionGroup[ValueError]):
    pass


print(Errors.__mro__[1], Errors("m", [ValueError()]).message)
# expect: <class 'ExceptionGroup'> m
