# Globals, locals and builtins may be mappings of any kind, where the language says so.
import types


class Twelve(dict):
    def __getitem__(self, key):
        return 12 if key == "a" else dict.__getitem__(self, key)

    def keys(self):
        return list("zxy")


class Plain:
    def __getitem__(self, key):
        if key == "a":
            return 12
        raise KeyError(key)

    def keys(self):
        return list("zxy")


for locals_ in Twelve(), Plain():
    print(eval("a", {}, locals_), eval("dir()", {}, locals_))


def attempt(source, *namespaces, function=exec, **more):
    try:
        print(function(source, *namespaces, **more))
    except Exception as error:
        print(type(error).__name__, error)


attempt("a", {"__builtins__": types.MappingProxyType({"a": 1})}, function=eval)
attempt("def f():\n    return a\nprint = f()", {"__builtins__": types.MappingProxyType({"a": 1})})
attempt("b", {"__builtins__": types.MappingProxyType({"a": 1})})
attempt("a", {"__builtins__": Twelve()}, function=eval)
attempt("1 + 1", {"__builtins__": None}, function=eval)
attempt("abs(1)", {"__builtins__": None}, function=eval)
attempt("import sys", {"__builtins__": {}})
attempt("import sys", {"__builtins__": {"__import__": lambda name, *rest: print("asked for", name)}})
attempt("class A: pass", {"__builtins__": {}})
attempt("a", Plain(), function=eval)
attempt("a", 3, function=eval)
attempt("a", Plain())


def outer():
    x = 1

    def inner():
        return x

    return inner


inner = outer()
attempt(inner.__code__)
attempt(inner.__code__, function=eval)
attempt(inner.__code__, closure=inner.__closure__)
attempt(inner.__code__, closure=())
attempt(inner.__code__, closure=[1])
attempt(inner.__code__, closure=(1,))
attempt(attempt.__code__, closure=inner.__closure__)
attempt("1", "x", "eval", 0xFF, function=compile)
attempt("1", "x\0", "eval", function=compile)


class Namespace(dict):
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            print("set", key)
        dict.__setitem__(self, key, value)


class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return Namespace(extra=1)


class Made(metaclass=Meta):
    a = 1
    print([name for name in dir() if not name.startswith("__")])
# expect: 12 ['x', 'y', 'z']
# expect: 12 ['x', 'y', 'z']
# expect: 1
# expect: None
# expect: NameError name 'b' is not defined
# expect: 12
# expect: 2
# expect: TypeError 'NoneType' object is not subscriptable
# expect: ImportError __import__ not found
# expect: asked for sys
# expect: None
# expect: NameError __build_class__ not found
# expect: TypeError globals must be a real dict; try eval(expr, {}, mapping)
# expect: TypeError globals must be a dict
# expect: TypeError exec() globals must be a dict, not Plain
# expect: TypeError code object requires a closure of exactly length 1
# expect: TypeError code object passed to eval() may not contain free variables
# expect: None
# expect: TypeError code object requires a closure of exactly length 1
# expect: TypeError code object requires a closure of exactly length 1
# expect: TypeError code object requires a closure of exactly length 1
# expect: TypeError cannot use a closure with this code object
# expect: ValueError compile(): unrecognised flags
# expect: ValueError embedded null character
# expect: set a
# expect: ['a', 'extra']
