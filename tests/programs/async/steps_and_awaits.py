# Steps of an async generator: one at a time, each awaited once; coroutines likewise.
# cpython: 3.13 raises StopIteration without its value there
import asyncio
import gc
import types
import warnings


@types.coroutine
def pause(value):
    return (yield value)


def attempt(call, *arguments):
    try:
        return call(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


async def numbers():
    await pause("paused")
    yield 1
    await pause("again")
    yield 2


def fresh():
    iterator = numbers()
    first = iterator.asend(None)
    return iterator, first, first.send(None)


# A second step while the first is suspended in what it awaits.
for begin in [lambda it: it.asend(None), lambda it: it.athrow(ValueError), lambda it: it.aclose()]:
    for use in ["send", "throw"]:
        iterator, first, paused = fresh()
        second = begin(iterator)
        argument = None if use == "send" else ValueError("thrown")
        print(paused, iterator.ag_running, attempt(getattr(second, use), argument))
        print(attempt(getattr(second, use), argument))
        print(attempt(first.send, None), iterator.ag_running)

# What is sent to a step that has not begun goes to a generator that has.
print(attempt(numbers().asend(None).send, 5))
print(attempt(numbers().__anext__().send, 5))
iterator = numbers()
step = iterator.aclose()
print(attempt(step.send, 5))
print(attempt(step.send, None), attempt(step.send, None))
print(attempt(iterator.__anext__().send, None))
step = iterator.aclose()
print(attempt(step.send, None))


async def echo():
    value = None
    while True:
        value = yield value


iterator = echo()
print(attempt(iterator.asend(None).send, None))
print(attempt(iterator.asend("asked").send, None))
print(attempt(iterator.asend("asked").send, "sent"))


# Nobody awaits it.
def warned(make):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        make()
        gc.collect()
    return [f"{warning.category.__name__}: {warning.message}" for warning in caught]


print(warned(lambda: numbers().asend(None)))
print(warned(lambda: numbers().__anext__()))
print(warned(lambda: numbers().athrow(ValueError)))
print(warned(lambda: numbers().aclose()))
print(warned(lambda: attempt(numbers().asend(None).send, None)))
print(warned(lambda: attempt(numbers().asend(None).close)))


# An event loop closes what is left in the middle.
async def left():
    done = []

    async def items():
        try:
            while True:
                yield 1
        finally:
            await asyncio.sleep(0)
            done.append("closed")

    iterator = items()
    await iterator.__anext__()
    del iterator
    gc.collect()
    await asyncio.sleep(0.01)
    return done


print(asyncio.run(left()))


# A coroutine that is being awaited is not awaited by another.
async def inner():
    await pause("inner")


async def waiter(coroutine):
    await coroutine


shared = inner()
first = waiter(shared)
print(first.send(None), attempt(waiter(shared).send, None))
print(attempt(first.send, None))


class Odd:
    def __init__(self, answer):
        self.answer = answer

    def __await__(self):
        return self.answer()


async def await_(value):
    await value


coroutine = inner()
print(attempt(await_(Odd(lambda: coroutine)).send, None))
coroutine.close()


class Manager:
    def __init__(self, enter, leave):
        self.enter, self.leave = enter, leave

    def __aenter__(self):
        return self.enter

    def __aexit__(self, *details):
        return self.leave


async def nothing():
    pass


async def manage(manager):
    async with manager:
        pass


unused = nothing()
print(attempt(manage(Manager(1, unused)).send, None))
print(attempt(manage(Manager(unused, 2)).send, None))


class Items:
    def __init__(self, item):
        self.item = item

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.item


async def iterate(items):
    async for _ in items:
        pass


print(attempt(iterate(Items((1,))).send, None))
try:
    iterate(Items(Odd(lambda: 1 / 0))).send(None)
except TypeError as error:
    print(error, type(error.__cause__).__name__, error.__context__ is error.__cause__)

# The frame of one that has not begun can be cleared, which is the end of it.
coroutine = inner()
print(warned(lambda: coroutine.cr_frame.clear()))


def generate():
    yield 1


generator = generate()
next(generator)
print(attempt(generator.gi_frame.clear))
# expect: paused True RuntimeError: anext(): asynchronous generator is already running
# expect: RuntimeError: cannot reuse already awaited __anext__()/asend()
# expect: StopIteration: 1 False
# expect: paused True RuntimeError: anext(): asynchronous generator is already running
# expect: RuntimeError: cannot reuse already awaited __anext__()/asend()
# expect: StopIteration: 1 False
# expect: paused True RuntimeError: athrow(): asynchronous generator is already running
# expect: RuntimeError: cannot reuse already awaited aclose()/athrow()
# expect: StopIteration: 1 False
# expect: paused True RuntimeError: athrow(): asynchronous generator is already running
# expect: RuntimeError: cannot reuse already awaited aclose()/athrow()
# expect: StopIteration: 1 False
# expect: paused True RuntimeError: aclose(): asynchronous generator is already running
# expect: RuntimeError: cannot reuse already awaited aclose()/athrow()
# expect: StopIteration: 1 False
# expect: paused True RuntimeError: aclose(): asynchronous generator is already running
# expect: RuntimeError: cannot reuse already awaited aclose()/athrow()
# expect: StopIteration: 1 False
# expect: TypeError: can't send non-None value to a just-started async generator
# expect: TypeError: can't send non-None value to a just-started async generator
# expect: RuntimeError: can't send non-None value to a just-started coroutine
# expect: StopIteration:  RuntimeError: cannot reuse already awaited aclose()/athrow()
# expect: StopAsyncIteration: 
# expect: StopIteration: 
# expect: StopIteration: None
# expect: StopIteration: asked
# expect: StopIteration: sent
# expect: ["RuntimeWarning: coroutine method 'asend' of 'numbers' was never awaited"]
# expect: ["RuntimeWarning: coroutine method 'asend' of 'numbers' was never awaited"]
# expect: ["RuntimeWarning: coroutine method 'athrow' of 'numbers' was never awaited"]
# expect: ["RuntimeWarning: coroutine method 'aclose' of 'numbers' was never awaited"]
# expect: []
# expect: []
# expect: ['closed']
# expect: inner RuntimeError: coroutine is being awaited already
# expect: StopIteration: 
# expect: TypeError: __await__() returned a coroutine
# expect: TypeError: 'async with' received an object from __aenter__ that does not implement __await__: int
# expect: TypeError: 'async with' received an object from __aexit__ that does not implement __await__: int
# expect: TypeError: 'async for' received an invalid object from __anext__: tuple
# expect: 'async for' received an invalid object from __anext__: Odd ZeroDivisionError True
# expect: ["RuntimeWarning: coroutine 'inner' was never awaited"]
# expect: RuntimeError: cannot clear a suspended frame
