# Exceptions thrown in parts, which is deprecated, and frames that know their generators.
# cpython: 3.13 has no f_generator
import functools
import sys
import typing
import warnings

warnings.simplefilter("error")


def generator():
    while True:
        try:
            yield sys._getframe()
        except ValueError as error:
            yield error


def warned(function, *arguments):
    try:
        print(function(*arguments))
    except DeprecationWarning as warning:
        print(warning)


running = generator()
frame = next(running)
print(frame.f_generator is running, sys._getframe().f_generator)  # expect: True None
print(repr(running.throw(ValueError("whole"))))  # expect: ValueError('whole')
next(running)
warned(running.throw, ValueError, ValueError("part"))
# expect: the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.
print(repr(running.throw(ValueError)))  # expect: ValueError()


async def coroutine():
    return sys._getframe()


async def asynchronous():
    yield 1


one = coroutine()
try:
    one.send(None)
except StopIteration as stop:
    print(stop.value.f_generator)  # expect: None
begun = coroutine()
print(begun.cr_frame.f_generator is begun)  # expect: True
warned(begun.throw, ValueError, None, None)
# expect: the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.
begun.close()
warned(asynchronous().athrow, ValueError, "x")
# expect: the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead.

print(functools.reduce(lambda a, b: a + b, [1, 2], initial=5))  # expect: 8

union = int | str
print(union.__name__, union.__qualname__, union.__origin__)  # expect: Union Union <class 'typing.Union'>
print(union | "later", "before" | union)  # expect: int | str | ForwardRef('later') ForwardRef('before') | int | str
for other in ("int", 3):
    try:
        print((int if other == "int" else union) | other)
    except TypeError as error:
        print(error)
# expect: unsupported operand type(s) for |: 'type' and 'str'
# expect: int | str | 3


class Kept:
    """Kept."""


for attribute in ("__name__", "__qualname__", "__module__", "__doc__", "__bases__"):
    try:
        delattr(Kept, attribute)
    except TypeError as error:
        print(error)
# expect: cannot delete '__name__' attribute of immutable type 'Kept'
# expect: cannot delete '__qualname__' attribute of immutable type 'Kept'
# expect: cannot delete '__module__' attribute of immutable type 'Kept'
# expect: cannot delete '__doc__' attribute of immutable type 'Kept'
# expect: cannot delete '__bases__' attribute of immutable type 'Kept'
