# Exceptions in tasks.
import asyncio


async def fail(n):
    await asyncio.sleep(0)
    raise ValueError(n)


async def main():
    try:
        await fail(1)
    except ValueError as e:
        print("awaited", e)
    try:
        await asyncio.gather(fail(2), asyncio.sleep(0))
    except ValueError as e:
        print("gathered", e)
    print([repr(r) for r in await asyncio.gather(fail(3), asyncio.sleep(0, 5), return_exceptions=True)])
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(fail(4))
            g.create_task(asyncio.sleep(10))
    except* ValueError as e:
        print("group", e.exceptions)
    t = asyncio.create_task(fail(5))
    await asyncio.wait([t])
    print(repr(t.exception()))


asyncio.run(main())
# expect: awaited 1
# expect: gathered 2
# expect: ['ValueError(3)', '5']
# expect: group (ValueError(4),)
# expect: ValueError(5)
try:
    asyncio.run(fail(6))
except ValueError as e:
    print("run", e)  # expect: run 6


async def nested():
    c = main()
    try:
        asyncio.run(c)
    finally:
        c.close()


try:
    asyncio.run(nested())
except RuntimeError as e:
    print("RuntimeError")  # expect: RuntimeError
