# A tree that a program made or changed is compiled as it stands: with its places, and with names no source can have.
import ast
import sys
import traceback


def run(tree, name="made.py"):
    namespace = {}
    exec(compile(tree, name, "exec"), namespace)
    return namespace


# Places are those of the tree.
tree = ast.parse("def f():\n    return 1 / 0\n")
ast.increment_lineno(tree, 40)
try:
    run(tree)["f"]()
except ZeroDivisionError as error:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    print(frame.filename, frame.lineno, frame.end_lineno, frame.colno, frame.end_colno)
# expect: made.py 42 42 11 16

# Names are any text.
value = ast.Name("@left", ast.Load())
body = [
    ast.Import([ast.alias("builtins", "@builtins")]),
    ast.Assign([ast.Name("@left", ast.Store())], ast.Constant(20)),
    ast.Assign([ast.Name("right", ast.Store())], ast.BinOp(value, ast.Add(), ast.Constant(1))),
]
module = ast.fix_missing_locations(ast.Module(body, []))
namespace = run(module)
print(namespace["@left"], namespace["right"], namespace["@builtins"].__name__)
# expect: 20 21 builtins

# What comes out is what the source would have been.
SOURCE = '''
from __future__ import annotations
import os.path as p, sys
from math import (pi, tau as t)

def decorate(*a, **k):
    return lambda f: f

@decorate(1, key=2)
def function(a, b: int = 2, /, c=3, *args: str, d, e=5, **kwargs) -> "int":
    """A docstring."""
    global made
    made = locals()
    inner = [a, b, c, d, e]
    def nested():
        nonlocal inner
        inner += args
        yield from inner
        yield
    return sorted(x for x in nested() if x is not None)

class Base: pass
class Class(Base, metaclass=type):
    x: int = 1
    y: list[str]
    def method(self):
        return super().__init__(), __class__
    @property
    def name(self): return f"{self.x!r:>{5}}-{'a'}{{}}"

def control(n):
    result = []
    for i in range(n):
        if i == 1:
            continue
        elif i == 5:
            break
        else:
            result.append(i)
    else:
        result.append("whole")
    while n:
        n -= 1
        result.append(~n)
    else:
        result.append(-n)
    try:
        assert not result, "message"
    except AssertionError as error:
        result.append(str(error))
    else:
        result.append("else")
    finally:
        result.append("finally")
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError as group:
        result.append(len(group.exceptions))
    with open(os_devnull) as f, open(os_devnull):
        result.append(f.read())
    del f
    return result

os_devnull = p.devnull

def match(value):
    match value:
        case 0 | 1: return "small"
        case [first, *rest]: return first, rest
        case {"key": inner, **others}: return inner, others
        case complex(real=re, imag=im) if re: return re, im
        case str() as text: return text
        case None: return "none"
        case -5: return "minus"
        case _: return "other"

type Alias[T: int, *Ts, **P] = dict[T, int]
def generic[T](x: T) -> T: return x

async def coroutine():
    async def numbers():
        for i in range(3): yield i
    return [i async for i in numbers()] + [await other()]
async def other(): return 9

expressions = [
    1 if tau_is(t) else 2, (lambda x, *y, z=1: (x, y, z))(1, 2, z=3), {1: 2, **{3: 4}}, {*[1], 2},
    [1, *(2, 3)], (a := 5), a < 6 <= 7 != 8, not a, -a, ~a, +a, a ** 2 // 3 % 4 @ M() if 0 else a << 1 >> 1 & 3 | 4 ^ 1,
    "text"[1:3], "text"[::2], {x: y for x, y in zip("ab", "cd")}, {x for x in "a"}, b"bytes", 1.5, 2j, ..., None, True,
    "a" "b", f"{a=}", f"{'nested'!s:^10}", a in [5] is not None, 10 ** 30, print.__name__,
] if (tau_is := lambda value: value > 6) else 0
'''


def shown(namespace):
    import asyncio

    print(namespace["function"](1, d=4), namespace["function"](1, 2, 3, 9, d=0, e=7, f=8))
    print(namespace["function"].__doc__, namespace["function"].__annotations__)
    print(namespace["function"].__code__.co_firstlineno, namespace["control"].__code__.co_firstlineno)
    print(sorted(namespace["made"].items()))
    print(namespace["Class"].__annotations__, namespace["Class"]().method()[1].__name__, namespace["Class"]().name)
    print(namespace["control"](7), namespace["control"](3))
    print([namespace["match"](v) for v in (0, [1, 2], {"key": 1, "b": 2}, 3 + 4j, "t", None, -5, 2.5)])
    print(namespace["Alias"].__type_params__, namespace["generic"](3))
    print(asyncio.run(namespace["coroutine"]()))
    print(namespace["expressions"])


one, two = {}, {}
exec(compile(SOURCE, "s.py", "exec"), one)
exec(compile(ast.parse(SOURCE), "s.py", "exec"), two)
import contextlib
import io

outputs = []
for namespace in (one, two):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        shown(namespace)
    outputs.append(out.getvalue())
print(outputs[0] == outputs[1], len(outputs[0]) > 500)
# expect: True True

print(eval(compile(ast.Expression(ast.Constant(6, lineno=1, col_offset=0)), "e", "eval")))
# expect: 6
exec(compile(ast.parse("1 + 1", mode="single"), "i", "single"))
# expect: 2


# What stands for no source is refused.
def refused(*statements, mode="exec"):
    if mode == "exec":
        tree = ast.Module(list(statements), [])
    else:
        tree = ast.Expression(*statements)
    try:
        compile(ast.fix_missing_locations(tree), "r", mode)
    except (TypeError, ValueError) as error:
        # What a node shows of itself differs between versions.
        print(f"{type(error).__name__}: {error}".partition(", but got")[0])


load, store = ast.Load(), ast.Store()
refused(ast.Assign([], ast.Constant(1)))
# expect: ValueError: empty targets on Assign
refused(ast.Assign([ast.Name("x", load)], ast.Constant(1)))
# expect: ValueError: expression must have Store context but has Load instead
refused(ast.Assign([ast.Constant(1)], ast.Constant(1)))
# expect: ValueError: expression which can't be assigned to in Store context
refused(ast.Expr(ast.Name("x", store)))
# expect: ValueError: expression must have Load context but has Store instead
refused(ast.If(ast.Constant(1), [], []))
# expect: ValueError: empty body on If
refused(ast.Try([ast.Pass()], [], [], []))
# expect: ValueError: Try has neither except handlers nor finalbody
refused(ast.BoolOp(ast.And(), [ast.Constant(1)]), mode="eval")
# expect: ValueError: BoolOp with less than 2 values
refused(ast.Compare(ast.Constant(1), [], []), mode="eval")
# expect: ValueError: Compare with no comparators
refused(ast.Dict([], [ast.Constant(1)]), mode="eval")
# expect: ValueError: Dict doesn't have the same number of keys as values
refused(ast.Name("None", load), mode="eval")
# expect: ValueError: identifier field can't represent 'None' constant
refused(ast.Constant([1]), mode="eval")
# expect: TypeError: got an invalid type in Constant: list
refused(ast.ListComp(ast.Constant(1), []), mode="eval")
# expect: ValueError: comprehension with no generators
refused(ast.Expr(ast.Pass()))
# expect: TypeError: expected some sort of expr
value = eval(compile(ast.Expression(ast.fix_missing_locations(ast.Constant(2 + 3j))), "name", "eval"))
print(value, bool(value), eval(compile(ast.fix_missing_locations(ast.Expression(ast.Constant((1, -0.0 - 1j)))), "name", "eval")))
# expect: (2+3j) True (1, (-0-1j))
