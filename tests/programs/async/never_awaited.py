# A coroutine that dies before it has begun is told of, however it dies; one that was awaited or closed is not.
import gc
import sys
import warnings


async def task(x=None):
    return x


def dropped():
    task()


def closed():
    task().close()


def thrown_into():
    try:
        task().throw(KeyError)
    except KeyError:
        pass


def awaited():
    coroutine = task()
    try:
        coroutine.send(None)
    except StopIteration:
        pass


def in_a_cycle():
    a = [task()]
    a.append(a)


def in_a_traceback():
    def inner(coroutine):
        raise RuntimeError

    try:
        inner(task())
    except RuntimeError as error:
        x = error


async def asynchronous_generator():
    yield 1


def generators():
    asynchronous_generator()
    (x for x in range(3))


for function in dropped, closed, thrown_into, awaited, in_a_cycle, in_a_traceback, generators:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        function()
        gc.collect()
    print(function.__name__, [(warning.category.__name__, str(warning.message)) for warning in told])
# expect: dropped [('RuntimeWarning', "coroutine 'task' was never awaited")]
# expect: closed []
# expect: thrown_into []
# expect: awaited []
# expect: in_a_cycle [('RuntimeWarning', "coroutine 'task' was never awaited")]
# expect: in_a_traceback [('RuntimeWarning', "coroutine 'task' was never awaited")]
# expect: generators []

# A warning that is an error cannot be raised from there.
seen = []
sys.unraisablehook = lambda unraisable: seen.append((type(unraisable.exc_value).__name__, str(unraisable.exc_value)))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    dropped()
    gc.collect()
print(seen)
# expect: [('RuntimeWarning', "coroutine 'task' was never awaited")]
