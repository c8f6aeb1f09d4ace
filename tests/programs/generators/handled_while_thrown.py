# A generator that is thrown what its caller is handling, and steps on while it handles that, still handles it afterwards.
import asyncio
import sys


def waits():
    try:
        yield 0
    except ValueError:
        yield sys.exception()
        yield sys.exception()
        raise
    finally:
        print("finally", repr(sys.exception()))


def throw_what_is_handled(generator):
    next(generator)
    try:
        raise ValueError("handled")
    except ValueError as error:
        print(generator.throw(error) is error)


generator = waits()
throw_what_is_handled(generator)
print(sys.exception(), repr(next(generator)))
try:
    next(generator)
except ValueError as error:
    print("raised again", error)

# Resumed where something else is handled.
generator = waits()
throw_what_is_handled(generator)
try:
    raise KeyError("elsewhere")
except KeyError as outer:
    print(repr(next(generator)), sys.exception() is outer)
    try:
        next(generator)
    except ValueError as error:
        print("raised again", error, repr(error.__context__))
    print(sys.exception() is outer)


# What handles nothing itself sees what is handled where it is resumed.
def sees():
    while True:
        try:
            raise LookupError
        except LookupError:
            inner = yield sys.exception()
        yield sys.exception()
        try:
            bare()
        except RuntimeError as error:
            yield f"{error}"
        except Exception as error:
            yield f"again {error!r}"


def bare():
    raise


seen = sees()
print([repr(next(seen)) for _ in range(3)])
try:
    raise OSError("now")
except OSError:
    print([repr(next(seen)) for _ in range(3)], repr(sys.exception()))
    del seen
print(sys.exception())


async def cleans_up():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        await asyncio.sleep(0)
        print("cleaned up")
        raise


async def main():
    task = asyncio.create_task(cleans_up())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.cancelled())


asyncio.run(main())
# expect: True
# expect: None ValueError('handled')
# expect: finally ValueError('handled')
# expect: raised again handled
# expect: True
# expect: ValueError('handled') True
# expect: finally ValueError('handled')
# expect: raised again handled None
# expect: True
# expect: ['LookupError()', 'None', "'No active exception to reraise'"]
# expect: ['LookupError()', "OSError('now')", '"again OSError(\'now\')"'] OSError('now')
# expect: None
# expect: cleaned up
# expect: cancelled True
