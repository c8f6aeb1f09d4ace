# Functions are objects with attributes.
def f(a: int, b: "text" = 1, *args: 3, c: list = None, **kw) -> str:
    """What f does.

    More.
    """
    local = 1
    return local


print(f.__name__, f.__qualname__, f.__module__)  # expect: f f __main__
print(repr(f.__doc__))  # expect: 'What f does.\n\nMore.\n'
print(f.__annotations__)
# expect: {'a': <class 'int'>, 'b': 'text', 'args': 3, 'c': <class 'list'>, 'return': <class 'str'>}
print(f.__code__.co_argcount, f.__code__.co_varnames)  # expect: 2 ('a', 'b', 'c', 'args', 'kw', 'local')
print(f.__code__.co_name, f.__code__.co_kwonlyargcount)  # expect: f 1
f.note = "kept"
f.__name__ = "renamed"
print(f.note, f.__name__, f.__dict__, hasattr(f, "missing"))  # expect: kept renamed {'note': 'kept'} False
print(callable(f), f.__defaults__, f.__closure__)  # expect: True (1,) None
del f.note
print(hasattr(f, "note"), (lambda: 0).__name__)  # expect: False <lambda>
print(type(f).__name__, repr(f)[:11])  # expect: function <function f


class C:
    def m(self):
        def inner():
            pass

        return inner


print(C.m.__qualname__, C().m().__qualname__)  # expect: C.m C.m.<locals>.inner
print(C().m.__func__ is C.m, C().m.__name__, type(C().m).__name__)  # expect: True m method
c = C()
print(c.m.__self__ is c, c.m == c.m, c.m is c.m)  # expect: True True False
print(hash(c.m) == hash(c.m), C().m == C().m)  # expect: True False
try:
    c.m.x = 1
except AttributeError as e:
    print(e)  # expect: 'method' object has no attribute 'x' and no __dict__ for setting new attributes
