"""Generators that are entered from the loop: `for`, `yield from`, `await`."""

import sys
import traceback


def handled():
    try:
        raise KeyError("inside")
    except KeyError:
        yield sys.exception()
        yield sys.exception()
    yield sys.exception()


print([repr(e) for e in handled()])
try:
    raise ValueError("around")
except ValueError:
    for exception in handled():
        print(repr(exception), repr(sys.exception()))
print(sys.exception())


def delegating():
    try:
        raise IndexError("between")
    except IndexError:
        yield from handled()
        yield sys.exception()


for exception in delegating():
    print(repr(exception), sys.exception())


def failing(n):
    for x in range(n):
        yield x
    raise ZeroDivisionError("end")


def through():
    return (yield from failing(2))


def around():
    try:
        for x in through():
            print("item", x)
    except ZeroDivisionError as error:
        print([frame.name for frame in traceback.extract_tb(error.__traceback__)], error.__context__)


around()
try:
    raise OSError("outer")
except OSError:
    try:
        for x in failing(0):
            pass
    except ZeroDivisionError as error:
        print(repr(error.__context__))


def itself():
    for x in own:
        yield x


own = itself()
try:
    for x in own:
        pass
except ValueError as error:
    print(error)
print(list(own))


def returning():
    yield 1
    return "returned"


def collecting():
    for _ in range(2):
        print((yield from returning()))


print(list(collecting()))


def stopping():
    yield 1
    raise StopIteration(2)


try:
    for x in stopping():
        print(x)
except RuntimeError as error:
    print(error, repr(error.__cause__))


def who():
    yield sys._getframe().f_back.f_code.co_name
    yield sys._getframe(1).f_code.co_name


def asker():
    return [name for name in who()]


print(asker())


def relay():
    yield from who()


def asker_of_relay():
    names = []
    for name in relay():
        names.append(name)
    return names


print(asker_of_relay())


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(200)))
try:
    for x in deep(100_000):
        pass
except RecursionError as error:
    print("RecursionError")


def sending():
    got = None
    for _ in range(3):
        got = yield got


def relay_of_sent():
    yield from sending()


g = relay_of_sent()
print(next(g), g.send("a"), g.send("b"))
try:
    g.throw(LookupError("thrown"))
except LookupError as error:
    print(error, g.gi_frame)


def closing():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


def leaving():
    for x in closing():
        return x


print(leaving())


def relay_of_closing():
    yield from closing()


for x in relay_of_closing():
    break
g = relay_of_closing()
next(g)
g.close()

events = []


def tracer(frame, event, argument):
    if frame.f_code.co_name in ("traced", "relay_of_traced"):
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def traced():
    yield 1
    sys.settrace(tracer)
    yield 2
    sys.settrace(None)
    yield 3


def relay_of_traced():
    yield from traced()


for x in relay_of_traced():
    print(x)
print(events)


class Finalized:
    def __del__(self):
        print("finalized", repr(sys.exception()))


def holding():
    kept = Finalized()
    try:
        raise KeyError("held")
    except KeyError:
        yield 1


for x in holding():
    print(x)


async def leaf(n):
    return n


async def tree(n):
    if n == 0:
        return await leaf(1)
    return await tree(n - 1) + await tree(n - 1)


try:
    tree(8).send(None)
except StopIteration as stop:
    print(stop.value)
coroutine = leaf(1)
try:
    coroutine.send(None)
except StopIteration:
    pass


async def again():
    await coroutine


try:
    again().send(None)
except RuntimeError as error:
    print(error)


def keeping():
    kept = "kept"
    try:
        kept = yield 1
    except ValueError:
        yield kept


g = keeping()
next(g)
print(g.throw(ValueError))

# expect: ["KeyError('inside')", "KeyError('inside')", 'None']
# expect: KeyError('inside') ValueError('around')
# expect: KeyError('inside') ValueError('around')
# expect: ValueError('around') ValueError('around')
# expect: None
# expect: KeyError('inside') None
# expect: KeyError('inside') None
# expect: IndexError('between') None
# expect: IndexError('between') None
# expect: item 0
# expect: item 1
# expect: ['around', 'through', 'failing'] None
# expect: OSError('outer')
# expect: generator already executing
# expect: []
# expect: returned
# expect: returned
# expect: [1, 1]
# expect: 1
# expect: generator raised StopIteration StopIteration(2)
# expect: ['asker', 'asker']
# expect: ['relay', 'relay']
# expect: 20100
# expect: RecursionError
# expect: None a b
# expect: thrown None
# expect: closed
# expect: 1
# expect: closed
# expect: closed
# expect: 1
# expect: 2
# expect: 3
# expect: [('relay_of_traced', 'call', 1), ('traced', 'call', 3), ('traced', 'line', 4)]
# expect: 1
# expect: finalized None
# expect: 256
# expect: cannot reuse already awaited coroutine
# expect: kept
