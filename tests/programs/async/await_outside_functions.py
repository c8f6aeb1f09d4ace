"""What stands outside of functions awaits, if `compile` is told so."""
# cpython: 3.13 does not keep this flag for a tree
import ast
import asyncio
import inspect
import types


async def double(x):
    await asyncio.sleep(0)
    return 2 * x


async def numbers(count):
    for n in range(count):
        yield n


class Place:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return True


def run(source, mode="exec", names=None):
    code = compile(source, "<test>", mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    names = {"double": double, "numbers": numbers, "Place": Place} if names is None else names
    made = eval(code, names)
    if not code.co_flags & inspect.CO_COROUTINE:
        return made, names.get("a"), "plain"
    return asyncio.run(made), names.get("a"), type(made).__name__


print(run("a = await double(4)"))  # expect: (None, 8, 'coroutine')
print(run("await double(4)", "eval"))  # expect: (8, None, 'coroutine')
print(run("a = await double(5)\n", "single"))  # expect: (None, 10, 'coroutine')
print(run("a = 1"))  # expect: (None, 1, 'plain')
print(run("a = []\nasync for n in numbers(3):\n    a.append(n)"))  # expect: (None, [0, 1, 2], 'coroutine')
print(run("async with Place() as place:\n    a = 1\n    1 / 0"))  # expect: (None, 1, 'coroutine')
print(run("a = [n async for n in numbers(4)]"))  # expect: (None, [0, 1, 2, 3], 'coroutine')
print(run("a = [await double(n) for n in range(3)]"))  # expect: (None, [0, 2, 4], 'coroutine')
print(run("a = {n: await double(n) async for n in numbers(2)}"))  # expect: (None, {0: 0, 1: 2}, 'coroutine')
tree = compile("a = await double(1)", "<test>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST)
print(run(tree))  # expect: (None, 2, 'coroutine')
# Names go to the namespace the code is run in.
code = compile("a = await double(b)", "<test>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
inside = {"b": 21}
asyncio.run(eval(code, {"double": double}, inside))
print(sorted(inside.items()))  # expect: [('a', 42), ('b', 21)]
shared = {"b": 3, "double": double}
asyncio.run(types.FunctionType(code, shared)())
print(shared["a"])  # expect: 6


def refused(source, flags=0):
    try:
        compile(source, "<test>", "exec", flags=flags)
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset, error.end_offset)


refused("await double(1)")  # expect: 'await' outside function 1 1 16
refused("def f():\n    await double(1)", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
# expect: 'await' outside async function 2 5 20
refused("class C:\n    await double(1)", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)  # expect: 'await' outside function 2 5 20
refused("yield 1", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)  # expect: 'yield' outside function 1 1 8
# A comprehension that awaits is asynchronous, and is what is complained of.
refused("x = [await y for y in z]")  # expect: asynchronous comprehension outside of an asynchronous function 1 5 25
refused("def f():\n    return {await y: 1 for y in z}")
# expect: asynchronous comprehension outside of an asynchronous function 2 12 35
refused("async def f():\n    def g():\n        [[await y for y in x] for x in z]")
# expect: asynchronous comprehension outside of an asynchronous function 3 9 42
refused("lambda: {await y for y in z}")
# expect: asynchronous comprehension outside of an asynchronous function 1 9 29
refused("class C:\n    [y async for y in z]")
# expect: asynchronous comprehension outside of an asynchronous function 2 5 25
