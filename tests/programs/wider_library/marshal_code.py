# Code objects go through marshal, whatever they were compiled of.
import ast
import io
import marshal
import types


def again(code):
    return marshal.loads(marshal.dumps(code))


def run(code):
    names = {}
    exec(code, names)
    return names


source = """
'''A module.'''
def f(x, *, y=2):
    def g(z):
        return x + y + z
    return [g(i) for i in range(3)]
class C:
    def m(self):
        return __class__.__name__, type(self).__qualname__
k = lambda *a, **b: (a, b)
"""
code = again(compile(source, "there.py", "exec"))
print(type(code).__name__, code.co_filename, code.co_name, code == compile(source, "there.py", "exec"))
# expect: code there.py <module> True
names = run(code)
print(names["__doc__"], names["f"](1, y=5), names["C"]().m(), names["k"](1, b=2))
# expect: A module. [6, 7, 8] ('C', 'C') ((1,), {'b': 2})
print(eval(again(compile("[x * x for x in range(4)]", "<e>", "eval"))))  # expect: [0, 1, 4, 9]
exec(again(compile("print('once')", "<s>", "single")))  # expect: once

# A part of it: the place of a nested code object is kept.
inner = names["f"].__code__.co_consts
nested = [part for part in inner if isinstance(part, types.CodeType)]
for part in nested:
    print(part.co_name, again(part).co_name, again(part).co_firstlineno == part.co_firstlineno)
# expect: g g True
method = types.FunctionType(again(names["k"].__code__), {})
print(method(3, c=4))  # expect: ((3,), {'c': 4})


# A function of this module, which is found in its file.
def here(a, b=3):
    return a * b


print(types.FunctionType(again(here.__code__), globals(), "there", (7,))(6))  # expect: 42


# Several in one: they have one source.
pair = marshal.loads(marshal.dumps((names["f"].__code__, {"m": names["C"].m.__code__}, 5)))
print(pair[0].co_name, pair[1]["m"].co_qualname, pair[2])  # expect: f C.m 5

# Of a tree that a program made.
tree = ast.parse("def f(a, /, b: int = 1, *c, **d):\n    match a:\n        case {'k': [x, *_]}: return f'{x!r:>{b}}'\nr = f({'k': [1, 2]}, 5)")
for node in ast.walk(tree):
    if isinstance(node, ast.Constant) and node.value == 1 and isinstance(node.value, int):
        node.value = (1, 2.5, b"x", 1j, 10**30, None, ...)
    if isinstance(node, ast.arguments):
        node.defaults = [ast.copy_location(ast.Constant(4), node.args[-1])]
ast.fix_missing_locations(tree)
print(run(again(compile(tree, "<tree>", "exec")))["r"])
# expect: (1, 2.5, b'x', 1j, 1000000000000000000000000000000, None, Ellipsis)

# What is not code is refused as code if that is asked.
for call in (
    lambda: marshal.loads(marshal.dumps(here.__code__)[:-1]),
    lambda: marshal.loads(marshal.dumps(here.__code__)[:9]),
    lambda: marshal.dumps(object()),
    lambda: marshal.dumps(here),
):
    try:
        print(call())
    except (EOFError, ValueError, TypeError) as error:
        print(type(error).__name__)
# expect: EOFError
# expect: EOFError
# expect: ValueError
# expect: ValueError
