# What is thrown into what has ended, and steps that are driven twice.
async def items():
    yield 1


async def nothing():
    return 3


def attempt(function):
    try:
        print(repr(function()))
    except BaseException as e:
        print(type(e).__name__, *e.args)


g = items()
attempt(lambda: g.__anext__().send(None))  # expect: StopIteration 1
attempt(lambda: g.__anext__().send(None))  # expect: StopAsyncIteration
attempt(lambda: g.athrow(ValueError("late")).send(None))  # expect: StopIteration
attempt(lambda: g.aclose().send(None))  # expect: StopIteration

g = items()
step = g.asend(None)
attempt(lambda: step.send(None))  # expect: StopIteration 1
attempt(lambda: step.send(None))  # expect: RuntimeError cannot reuse already awaited __anext__()/asend()
step = g.aclose()
attempt(lambda: step.send(None))  # expect: StopIteration
attempt(lambda: step.send(None))  # expect: RuntimeError cannot reuse already awaited aclose()/athrow()

c = nothing()
attempt(lambda: c.send(None))  # expect: StopIteration 3
attempt(lambda: c.throw(ValueError("late")))  # expect: RuntimeError cannot reuse already awaited coroutine
attempt(lambda: c.close())  # expect: None
