# asyncio queues, events, locks and semaphores.
import asyncio


async def main():
    q = asyncio.Queue(2)
    out = []

    async def producer():
        for i in range(5):
            await q.put(i)
        await q.put(None)

    async def consumer():
        while (x := await q.get()) is not None:
            out.append(x)

    await asyncio.gather(producer(), consumer())
    print(out)
    lock = asyncio.Lock()
    order = []

    async def locked(n):
        async with lock:
            order.append(n)
            await asyncio.sleep(0)
            order.append(n)

    await asyncio.gather(*(locked(n) for n in range(3)))
    print(order)
    event = asyncio.Event()
    waiting = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    event.set()
    print(await waiting)
    f = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(f.set_result, "from the loop")
    print(await f)
    print(await asyncio.to_thread(sum, [1, 2, 3]))
    s = asyncio.Semaphore(2)
    inside = most = 0

    async def limited():
        nonlocal inside, most
        async with s:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(limited() for _ in range(6)))
    print(most)


asyncio.run(main())
# expect: [0, 1, 2, 3, 4]
# expect: [0, 0, 1, 1, 2, 2]
# expect: True
# expect: from the loop
# expect: 6
# expect: 2
