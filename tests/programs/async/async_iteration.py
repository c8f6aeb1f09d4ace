# async for, async with, async generators and comprehensions.
import asyncio


class Count:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n


class Manager:
    async def __aenter__(self):
        print("enter")
        return "value"

    async def __aexit__(self, *exc):
        print("exit", exc[0])
        return True


async def gen(n):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    finally:
        print("generator closed")


async def main():
    async for x in Count(2):
        print(x)
    else:
        print("else")
    print([x async for x in Count(3)], {x: y async for x, y in zipped()})
    print([await asyncio.sleep(0, i) for i in range(2)])
    async with Manager() as v:
        print(v)
        raise ValueError
    async for x in gen(5):
        if x == 1:
            break
    g = gen(3)
    print(await anext(g), await g.__anext__(), await anext(g), await anext(g, "end"))
    print(sum([x async for x in gen(4) if x % 2]))
    h = gen(3)
    await anext(h)
    await h.aclose()
    print(await asend())


async def zipped():
    yield 1, "a"
    yield 2, "b"


async def asend():
    async def echo():
        r = None
        while True:
            r = yield r

    e = echo()
    await anext(e)
    return await e.asend("sent")


asyncio.run(main())
# expect: 1
# expect: 0
# expect: else
# expect: [2, 1, 0] {1: 'a', 2: 'b'}
# expect: [0, 1]
# expect: enter
# expect: value
# expect: exit <class 'ValueError'>
# expect: generator closed
# expect: generator closed
# expect: 0 1 2 end
# expect: generator closed
# expect: 4
# expect: generator closed
# expect: sent
