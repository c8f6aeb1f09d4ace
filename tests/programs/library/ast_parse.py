# ast.parse makes trees of every kind of node; ast.unparse makes source of them again.
import ast

source = '''
@decorator
def f(a, /, b: int = 1, *args, c, d=2, **kw) -> str:
    global g
    return [x for x in a if x] or {k: v for k, v in b}

class C[T](Base, metaclass=M):
    x: int = 5
    y, *z = (1, 2)

async def h():
    async with a as b, c:
        await d
    async for i in j:
        yield i
if a < b <= c:
    pass
elif not d:
    raise E from None
else:
    assert x, 'message'
try:
    import a.b as c, d
    from .. import e
except (E, F) as g:
    del x[0], y.z
finally:
    while True:
        break
match p:
    case [1, *rest] | {'k': v, **others}:
        continue
    case C(a, b=2) if g:
        pass
    case None:
        pass
x = f'{a!r:>{w}} b' 'c' + b'd'
y = lambda *a, k=1: (yield)
z = a[1:2, ::3] if -a else 1 + 2j
w = (n := 10)
type A[X] = list[X]
'''
tree = ast.parse(source)
print(len(tree.body), type(tree.body[0]).__name__, tree.body[0].name)  # expect: 11 FunctionDef f
again = ast.unparse(tree)
print(ast.dump(ast.parse(again)) == ast.dump(tree))  # expect: True
print(ast.dump(ast.parse("a + 1", mode="eval")))
# expect: Expression(body=BinOp(left=Name(id='a', ctx=Load()), op=Add(), right=Constant(value=1)))
node = ast.parse("x = [\n  f(1)]").body[0]
print(node.lineno, node.end_lineno, node.end_col_offset, node.value.elts[0].col_offset)  # expect: 1 2 7 2
print(tree.body[0].lineno, tree.body[0].decorator_list[0].lineno)  # expect: 3 2
print(ast.literal_eval("{'a': [1, -2.5, (None, True)]}"))  # expect: {'a': [1, -2.5, (None, True)]}
print(eval(compile(ast.parse("6 * 7", mode="eval"), "<tree>", "eval")))  # expect: 42
names = [n.id for n in ast.walk(ast.parse("a(b, c.d)")) if isinstance(n, ast.Name)]
print(names)  # expect: ['a', 'b', 'c']
try:
    ast.parse("a +")
except SyntaxError as error:
    print(error.msg)  # expect: invalid syntax
