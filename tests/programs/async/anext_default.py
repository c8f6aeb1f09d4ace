# `anext` with and without a default, and what it gives to await.
import asyncio


async def two():
    yield 1
    yield 2


class Wrong:
    pass


class Bad:
    def __aiter__(self):
        return self


async def main():
    generator = two()
    print(aiter(generator) is generator, await anext(generator))  # expect: True 1
    print(await anext(generator, "default"), await anext(generator, "default"))  # expect: 2 default
    try:
        await anext(generator)
    except StopAsyncIteration:
        print("no more")  # expect: no more
    for call in (lambda: anext(Wrong()), lambda: anext(Wrong(), 1), lambda: aiter(Wrong()), lambda: aiter(Bad())):
        try:
            call()
        except TypeError as e:
            print(e)


asyncio.run(main())
# expect: 'Wrong' object is not an async iterator
# expect: 'Wrong' object is not an async iterator
# expect: 'Wrong' object is not an async iterable
# expect: aiter() returned not an async iterator of type 'Bad'


class Steps:
    def __init__(self, end):
        self.end = end

    def __aiter__(self):
        return self

    def __anext__(self):
        return self

    def __await__(self):
        sent = yield "first"
        print("sent", sent)
        try:
            yield "second"
        except ValueError as e:
            print("caught", e)
        raise self.end


step = anext(Steps(StopAsyncIteration()), "default").__await__()
print(next(step))  # expect: first
for call in (lambda: step.send("x"), lambda: step.throw(ValueError("y")), step.close):
    # Each of them awaits anew.
    try:
        print(call())
    except BaseException as e:
        print(type(e).__name__, e)
# expect: TypeError can't send non-None value to a just-started generator
# expect: ValueError y
# expect: None
