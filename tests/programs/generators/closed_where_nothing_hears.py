"""Generators that are closed where nothing of theirs would hear of it, and where something would"""

import gc
import weakref


class Held:
    pass


def plain(held):
    for number in range(10):
        yield number


held = Held()
dead = weakref.ref(held)
one = plain(held)
del held
print(next(one), dead() is not None)  # expect: 0 True
print(one.close(), dead(), one.gi_frame, list(one))  # expect: None None None []
print(one.close())  # expect: None

# What leaves a loop, or is satisfied early, lets go of the generator.
held = Held()
dead = weakref.ref(held)
print(any(number > 2 for number in plain(held)))  # expect: True
del held
gc.collect()
print(dead())  # expect: None


def in_try():
    try:
        yield 1
    finally:
        print("finally")


def in_with():
    class Manager:
        def __enter__(self):
            return self

        def __exit__(self, kind, value, traceback):
            print("left by", kind.__name__)

    with Manager():
        yield 1


def in_handler():
    try:
        raise KeyError("handled")
    except KeyError:
        yield 1
    print("never")


def after_try():
    try:
        yield 1
    except ValueError:
        print("never")
    yield 2


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def delegating():
    yield from in_try()


for function in (in_try, in_with, in_handler, after_try, delegating):
    generator = function()
    print(function.__name__, next(generator), generator.close(), generator.gi_frame)
# expect: finally
# expect: in_try 1 None None
# expect: left by GeneratorExit
# expect: in_with 1 None None
# expect: in_handler 1 None None
# expect: after_try 1 None None
# expect: finally
# expect: delegating 1 None None

generator = after_try()
next(generator), generator.throw(ValueError)  # expect: never
print(generator.close())  # expect: None

generator = stubborn()
next(generator)
try:
    generator.close()
except RuntimeError as error:
    print(error)  # expect: generator ignored GeneratorExit

# A generator that closes itself is running.
def of_itself():
    try:
        itself.close()
    except ValueError as error:
        print(error)
    yield 1


itself = of_itself()
print(next(itself))
# expect: generator already executing
# expect: 1
