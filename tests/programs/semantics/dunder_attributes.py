# The attributes that objects of each kind carry.
import types


def f(a, b=1, *c, d, **e):
    """doc"""
    x = 1
    return lambda: x


class C:
    """class doc"""

    attribute: int = 1

    def method(self):
        pass


c = C()
print(f.__name__, f.__qualname__, f.__module__, f.__doc__)  # expect: f f __main__ doc
print(f.__defaults__, f.__kwdefaults__, f.__dict__, f.__closure__)  # expect: (1,) None {} None
code = f.__code__
print(code.co_name, code.co_argcount, code.co_kwonlyargcount)  # expect: f 2 1
print(code.co_posonlyargcount)  # expect: 0
print(code.co_varnames, code.co_cellvars)  # expect: ('a', 'b', 'd', 'c', 'e') ('x',)
print(code.co_flags & 4 != 0, code.co_flags & 8 != 0)  # expect: True True
print(code.co_firstlineno > 1, code.co_filename == __file__, code.co_nlocals)  # expect: True True 5
inner = f(1, d=2)
print(inner.__name__, inner.__qualname__)  # expect: <lambda> f.<locals>.<lambda>
print(inner.__code__.co_freevars)  # expect: ('x',)
print([cell.cell_contents for cell in inner.__closure__])  # expect: [1]
print(C.__name__, C.__qualname__)  # expect: C C
print(C.__module__, C.__doc__, C.__bases__)  # expect: __main__ class doc (<class 'object'>,)
print(C.__mro__ == (C, object), C.__dict__["attribute"])  # expect: True 1
print(c.__class__ is C, c.__dict__, c.__doc__, c.__module__)  # expect: True {} class doc __main__
print(c.method.__self__ is c, c.method.__func__ is C.method)  # expect: True True
print(C.__annotations__, C.method.__name__)  # expect: {'attribute': <class 'int'>} method
print(type(c.method) is types.MethodType, type(f) is types.FunctionType)  # expect: True True
print(type(code) is types.CodeType, type(types) is types.ModuleType)  # expect: True True
print(type(len) is types.BuiltinFunctionType)  # expect: True


def gen():
    yield 1


g = gen()
print(g.__name__, g.gi_frame is not None, g.gi_running, g.gi_yieldfrom)  # expect: gen True False None
print(g.gi_code.co_name, type(g) is types.GeneratorType)  # expect: gen True
next(g)
print(g.gi_frame.f_lineno > 1, list(g), g.gi_frame)  # expect: True [] None
copy = types.FunctionType(f.__code__, {"__name__": "elsewhere"}, "copied", (5,), None)
copy.__kwdefaults__ = {"d": 9}
print(copy.__name__, copy.__defaults__, copy(0)(), copy.__module__)  # expect: copied (5,) 1 elsewhere


def swap():
    return "old"


def new():
    return "new"


swap.__code__ = new.__code__
print(swap(), swap.__name__)  # expect: new swap
f.__doc__ = "changed"
f.extra = [1]
f.__dict__["more"] = 2
print(f.__doc__, f.extra, f.more, sorted(vars(f)))  # expect: changed [1] 2 ['extra', 'more']
print(types.SimpleNamespace(a=1, b="x"))  # expect: namespace(a=1, b='x')
print(types.MappingProxyType({"k": 1})["k"])  # expect: 1
print(types.NoneType, types.EllipsisType)  # expect: <class 'NoneType'> <class 'ellipsis'>
