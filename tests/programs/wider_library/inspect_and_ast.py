# inspect, ast and dis-free introspection.
import ast
import inspect


def f(a, b: int = 2, *args, c=3, **kw) -> str:
    """Doc of f."""
    return a


s = inspect.signature(f)
print(s, list(s.parameters))  # expect: (a, b: int = 2, *args, c=3, **kw) -> str ['a', 'b', 'args', 'c', 'kw']
print(s.parameters["b"].default)  # expect: 2
print(s.bind(1, 2, 3, c=4, z=5).arguments)  # expect: {'a': 1, 'b': 2, 'args': (3,), 'c': 4, 'kw': {'z': 5}}
print(inspect.getdoc(f))  # expect: Doc of f.
print(inspect.isfunction(f), inspect.isclass(int))  # expect: True True
print(inspect.isgeneratorfunction(lambda: (yield)))  # expect: True
print(inspect.ismodule(ast), inspect.isbuiltin(len))  # expect: True True
print(inspect.getmembers(type("C", (), {"x": 1}), lambda v: v == 1))  # expect: [('x', 1)]
print([c.__name__ for c in inspect.getmro(bool)])  # expect: ['bool', 'int', 'object']
print(inspect.getsource(f).splitlines()[0])  # expect: def f(a, b: int = 2, *args, c=3, **kw) -> str:
print(inspect.currentframe().f_code.co_name)  # expect: <module>
tree = ast.parse("x = 1 + 2 * y")
print(ast.dump(tree.body[0].value))
# expect: BinOp(left=Constant(value=1), op=Add(), right=BinOp(left=Constant(value=2), op=Mult(), right=Name(id='y', ctx=Load())))
print(ast.literal_eval("{'a': [1, (2, None)]}"))  # expect: {'a': [1, (2, None)]}
print(ast.unparse(tree))  # expect: x = 1 + 2 * y
print(sorted({type(n).__name__ for n in ast.walk(tree)}))
# expect: ['Add', 'Assign', 'BinOp', 'Constant', 'Load', 'Module', 'Mult', 'Name', 'Store']
try:
    ast.literal_eval("f()")
except ValueError as e:
    print("ValueError")  # expect: ValueError
