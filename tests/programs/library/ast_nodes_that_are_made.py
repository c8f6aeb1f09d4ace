# cpython: 3.13 says less of nodes
# ast: making nodes, replacing fields of theirs, what they show, and what is checked before they are compiled.
import ast
import copy
import warnings


def attempt(call, *args, **kwargs):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            result = call(*args, **kwargs)
            print(ast.dump(result) if isinstance(result, ast.AST) else result)
        except Exception as error:
            print(type(error).__name__, error)
        for warning in sorted(str(warning.message) for warning in seen):
            print("   ", warning)


class Own(ast.AST):
    _fields = ("a", "b")


class Typed(ast.AST):
    _fields = ("a", "b")
    _field_types = {"a": int, "b": int | None}


class Partly(ast.AST):
    _fields = ("a", "b")
    _attributes = ("z",)
    _field_types = {"a": list[int]}


attempt(ast.FunctionDef, name="x")
attempt(ast.Name)
attempt(ast.Name, "a", foo=1)
attempt(ast.Name, "a", ast.Load(), 1)
attempt(ast.Name, "a", id="b")
attempt(ast.BinOp)
attempt(ast.Load, x=1)
attempt(ast.AST, a=1)
for made in (Own, Typed, Partly):
    attempt(made)
    attempt(made, 1, c=2)
attempt(Partly, z=1)
print(ast.withitem.__doc__, ast.Add.__doc__, ast.operator.__doc__, ast.Dict.__doc__, ast.type_param.__doc__, sep="\n")

attempt(repr, ast.parse("f(a,b,c)\nx=1\ny=2\nz=3"))
attempt(repr, ast.parse("f(g(h(1)))").body[0].value)
attempt(repr, ast.AST())
around = ast.List([], ast.Load())
around.elts.append(around)
attempt(repr, around)
attempt(repr, ast.List((1, 2, 3), None))

node = ast.Name("a", lineno=1)
node.foo = 1
attempt(copy.replace, node, id="b")
attempt(copy.replace, node, zz="b")
attempt(lambda: copy.replace(node, lineno=2).lineno)
attempt(lambda: copy.replace(node).foo)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    empty = ast.BinOp(ast.Name("a"))
attempt(copy.replace, empty)


def compiled(tree):
    return type(compile(ast.fix_missing_locations(tree), "<made>", "exec")).__name__


def module(*body):
    return ast.Module(list(body), [])


def expression(node):
    return module(ast.Expr(node))


def name(of="x", context=ast.Load()):
    return ast.Name(of, context)


attempt(compiled, expression(ast.YieldFrom(None)))
attempt(compiled, module(ast.Import([ast.alias(None)])))
attempt(compiled, expression(ast.ListComp(name("x", ast.Store()), [])))
attempt(compiled, expression(ast.GeneratorExp(name(), [ast.comprehension(None, name(), [], 0)])))
attempt(compiled, expression(ast.Constant((1, [2]))))
for places in (
    {"lineno": 5, "end_lineno": 3},
    {"lineno": 0, "end_lineno": 0},
    {"col_offset": 5, "end_col_offset": 2},
    {"lineno": None},
    {"lineno": "a"},
):
    tree = ast.parse("a, b = c, d")
    for attribute, place in places.items():
        setattr(tree.body[0], attribute, place)
    attempt(lambda: type(compile(tree, "t", "exec")).__name__)

one, any_ = ast.Constant(1), ast.MatchAs()
for pattern in (
    ast.MatchMapping([one], []),
    ast.MatchMapping([name()], [any_]),
    ast.MatchMapping([one], [any_], rest="_"),
    ast.MatchMapping([ast.Constant(None)], [any_]),
    ast.MatchMapping([ast.Starred(name())], [any_]),
    ast.MatchClass(one, [], [], []),
    ast.MatchClass(ast.Attribute(ast.Call(name(), [], []), "y", ast.Load()), [], [], []),
    ast.MatchClass(name(), [], ["True"], [any_]),
    ast.MatchClass(name(), [], ["a"], []),
    ast.MatchClass(ast.Attribute(name(), "y", ast.Load()), [], ["a"], [any_]),
    ast.MatchValue(name()),
    ast.MatchValue(ast.BinOp(one, ast.Add(), ast.Constant(2))),
    ast.MatchValue(ast.BinOp(one, ast.Add(), ast.Constant(2j))),
    ast.MatchValue(ast.Constant(None)),
    ast.MatchValue(ast.Constant((1,))),
    ast.MatchValue(ast.UnaryOp(ast.USub(), one)),
    ast.MatchValue(ast.UnaryOp(ast.Not(), one)),
    ast.MatchSingleton(5),
    ast.MatchStar("a"),
    ast.MatchSequence([ast.MatchStar("a"), any_]),
    ast.MatchSequence([ast.MatchStar(), ast.MatchStar()]),
    ast.MatchSequence([ast.MatchStar("_")]),
    ast.MatchAs(ast.MatchStar(), "y"),
    ast.MatchAs(ast.MatchSingleton(None), None),
    ast.MatchAs(name="_"),
    ast.MatchOr([ast.MatchSingleton(None)]),
    ast.MatchOr([ast.MatchValue(one), ast.MatchStar()]),
):
    attempt(compiled, module(ast.Match(name(), [ast.match_case(pattern, None, [ast.Pass()])])))
# expect: FunctionDef(name='x')
# expect:     FunctionDef.__init__ missing 1 required positional argument: 'args'. This will become an error in Python 3.15.
# expect: Name(ctx=Load())
# expect:     Name.__init__ missing 1 required positional argument: 'id'. This will become an error in Python 3.15.
# expect: Name(id='a', ctx=Load())
# expect:     Name.__init__ got an unexpected keyword argument 'foo'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.
# expect: TypeError Name constructor takes at most 2 positional arguments
# expect: TypeError Name got multiple values for argument 'id'
# expect: BinOp()
# expect:     BinOp.__init__ missing 1 required positional argument: 'left'. This will become an error in Python 3.15.
# expect:     BinOp.__init__ missing 1 required positional argument: 'op'. This will become an error in Python 3.15.
# expect:     BinOp.__init__ missing 1 required positional argument: 'right'. This will become an error in Python 3.15.
# expect: Load()
# expect:     Load.__init__ got an unexpected keyword argument 'x'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.
# expect: AST()
# expect:     ast.AST.__init__ got an unexpected keyword argument 'a'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.
# expect: Own()
# expect: Own(a=1)
# expect:     Own.__init__ got an unexpected keyword argument 'c'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.
# expect: Typed()
# expect:     Typed.__init__ missing 1 required positional argument: 'a'. This will become an error in Python 3.15.
# expect: Typed(a=1)
# expect:     Typed.__init__ got an unexpected keyword argument 'c'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.
# expect: Partly()
# expect:     Field 'b' is missing from Partly._field_types. This will become an error in Python 3.15.
# expect: Partly(a=1)
# expect:     Field 'b' is missing from Partly._field_types. This will become an error in Python 3.15.
# expect:     Partly.__init__ got an unexpected keyword argument 'c'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.
# expect: Partly()
# expect:     Field 'b' is missing from Partly._field_types. This will become an error in Python 3.15.
# expect: withitem(expr context_expr, expr? optional_vars)
# expect: Add
# expect: operator = Add | Sub | Mult | MatMult | Div | Mod | Pow | LShift | RShift | BitOr | BitXor | BitAnd | FloorDiv
# expect: Dict(expr?* keys, expr* values)
# expect: type_param = TypeVar(identifier name, expr? bound, expr? default_value)
# expect:            | ParamSpec(identifier name, expr? default_value)
# expect:            | TypeVarTuple(identifier name, expr? default_value)
# expect: Module(body=[Expr(value=Call(func=Name(...), args=[Name(...), ..., Name(...)], keywords=[])), ..., Assign(targets=[Name(id='z', ctx=Store(...))], value=Constant(value=3, kind=None), type_comment=None)], type_ignores=[])
# expect: Call(func=Name(id='f', ctx=Load()), args=[Call(func=Name(id='g', ctx=Load(...)), args=[Call(func=Name(...), args=[Constant(...)], keywords=[])], keywords=[])], keywords=[])
# expect: ast.AST()
# expect: List(elts=[List(...)], ctx=Load())
# expect: List(elts=(1, ..., 3), ctx=None)
# expect: Name(id='b', ctx=Load())
# expect: TypeError Name.__replace__ got an unexpected keyword argument 'zz'.
# expect: 2
# expect: AttributeError 'Name' object has no attribute 'foo'
# expect: TypeError BinOp.__replace__ missing 2 keyword arguments: 'op', 'right'.
# expect: ValueError field 'value' is required for YieldFrom
# expect: ValueError field 'name' is required for alias
# expect: ValueError comprehension with no generators
# expect: ValueError field 'target' is required for comprehension
# expect: TypeError got an invalid type in Constant: list
# expect: ValueError AST node line range (5, 3) is not valid
# expect: code
# expect: ValueError line 1, column 5-2 is not a valid range
# expect: ValueError invalid integer value: None
# expect: ValueError invalid integer value: 'a'
# expect: ValueError MatchMapping doesn't have the same number of keys as patterns
# expect: ValueError patterns may only match literals and attribute lookups
# expect: ValueError can't capture name '_' in patterns
# expect: code
# expect: ValueError patterns may only match literals and attribute lookups
# expect: ValueError MatchClass cls field can only contain Name or Attribute nodes.
# expect: ValueError MatchClass cls field can only contain Name or Attribute nodes.
# expect: ValueError identifier field can't represent 'True' constant
# expect: ValueError MatchClass doesn't have the same number of keyword attributes as patterns
# expect: code
# expect: ValueError patterns may only match literals and attribute lookups
# expect: ValueError patterns may only match literals and attribute lookups
# expect: code
# expect: ValueError unexpected constant inside of a literal pattern
# expect: ValueError unexpected constant inside of a literal pattern
# expect: code
# expect: ValueError patterns may only match literals and attribute lookups
# expect: ValueError MatchSingleton can only contain True, False and None
# expect: ValueError can't use MatchStar here
# expect: code
# expect: SyntaxError multiple starred names in sequence pattern (<made>, line 1)
# expect: ValueError can't capture name '_' in patterns
# expect: ValueError can't use MatchStar here
# expect: ValueError MatchAs must specify a target name if a pattern is given
# expect: ValueError can't capture name '_' in patterns
# expect: ValueError MatchOr requires at least 2 patterns
# expect: ValueError can't use MatchStar here
print(ast.arguments.__annotations__ == ast.arguments._field_types, ast.Name.__annotations__)
# expect: True {'id': <class 'str'>, 'ctx': <class 'ast.expr_context'>}
