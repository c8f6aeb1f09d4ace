# Coroutines without a loop: await goes down to what yields.
class Yields:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        received = yield self.v
        return received


async def inner(x):
    got = await Yields(x)
    return got * 2


async def outer():
    a = await inner(1)
    b = await inner(2)
    return a + b


c = outer()
print(c.send(None), c.send(10))  # expect: 1 2
try:
    c.send(20)
except StopIteration as e:
    print(e.value)  # expect: 60
print(type(c).__name__, outer.__name__)  # expect: coroutine outer
try:
    c.send(None)
except RuntimeError as e:
    print(e)  # expect: cannot reuse already awaited coroutine


async def catches():
    try:
        await Yields("x")
    except ValueError as e:
        return f"caught {e}"
    finally:
        print("finally")


c = catches()
c.send(None)
try:
    c.throw(ValueError("v"))
except StopIteration as e:
    print(e.value)
# expect: finally
# expect: caught v
c = catches()
c.send(None)
c.close()  # expect: finally


async def bad():
    await 5


try:
    bad().send(None)
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
