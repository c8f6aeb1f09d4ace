"""Generators that delegate fifty thousand deep are closed, thrown into and dropped."""
# cpython: its stack ends sooner

import sys

sys.setrecursionlimit(10**6)


def deep(n):
    if n:
        yield from deep(n - 1)
    else:
        yield "bottom"


def attempt(function):
    try:
        function()
    except (RecursionError, LookupError):
        pass


for end in (lambda g: g.close(), lambda g: g.throw(LookupError("thrown")), lambda g: None):
    generator = deep(50_000)
    print(next(generator))
    attempt(lambda: end(generator))
    del generator


class Awaitable:
    def __await__(self):
        yield "awaited"


async def tree(n):
    if n:
        await tree(n - 1)
    else:
        await Awaitable()


coroutine = tree(50_000)
print(coroutine.send(None))
attempt(lambda: coroutine.throw(LookupError("thrown")))
del coroutine
print("end")

# expect: bottom
# expect: bottom
# expect: bottom
# expect: awaited
# expect: end
