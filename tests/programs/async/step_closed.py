# A step of an async generator that is closed ends the generator, too.
def attempt(work):
    try:
        print(work())
    except BaseException as error:
        print(type(error).__name__, *error.args)


async def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("left")


generator = numbers()
step = generator.asend(None)
print(step.close(), step.close())  # expect: None None
attempt(lambda: step.send(None))  # expect: RuntimeError cannot reuse already awaited __anext__()/asend()
attempt(lambda: generator.asend(None).send(None))  # expect: StopAsyncIteration

generator = numbers()
attempt(lambda: generator.asend(None).send(None))  # expect: StopIteration 1
print(generator.__anext__().close())
# expect: left
# expect: None
attempt(lambda: generator.asend(None).send(None))  # expect: StopAsyncIteration
attempt(lambda: numbers().asend(5).send(None))
# expect: TypeError can't send non-None value to a just-started async generator
