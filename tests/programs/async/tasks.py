# asyncio: tasks, gather, sleep, order.
import asyncio

log = []


async def work(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name * n


async def main():
    print(await asyncio.gather(work("a", 3), work("b", 2)))
    print(log)
    t = asyncio.create_task(work("c", 1))
    print(t.done(), await t, t.done(), t.result())
    await asyncio.sleep(0.001)
    return "main is done"


print(asyncio.run(main()))
# expect: ['aaa', 'bb']
# expect: ['a0', 'b0', 'a1', 'b1', 'a2']
# expect: False c True c
# expect: main is done


async def slow():
    await asyncio.sleep(60)


async def timeouts():
    try:
        await asyncio.wait_for(slow(), 0.01)
    except TimeoutError as e:
        print("timeout")
    t = asyncio.create_task(slow())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", t.cancelled())
    results = await asyncio.gather(work("d", 1), asyncio.sleep(0, "x"), return_exceptions=True)
    print(results)
    async with asyncio.timeout(5):
        print("in time")
    async with asyncio.TaskGroup() as g:
        a = g.create_task(work("e", 1))
        b = g.create_task(work("f", 2))
    print(a.result(), b.result())


asyncio.run(timeouts())
# expect: timeout
# expect: cancelled True
# expect: ['d', 'x']
# expect: in time
# expect: e ff
