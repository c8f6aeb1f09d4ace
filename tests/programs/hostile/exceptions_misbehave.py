# Exception classes that fight back.
class BadStr(Exception):
    def __str__(self):
        raise ValueError("no str")


class BadInit(Exception):
    def __init__(self):
        raise KeyError("no init")


class Selfish(Exception):
    def __new__(cls):
        return "not an exception"


class Meta(type):
    def __instancecheck__(cls, x):
        raise RuntimeError("asked")


class Odd(Exception, metaclass=Meta):
    pass


def attempt(function):
    try:
        function()
    except BaseException as e:
        try:
            print(type(e).__name__, str(e))
        except ValueError as inner:
            print("str failed:", inner)


def raise_(e):
    raise e


attempt(lambda: raise_(BadStr))  # expect: str failed: no str
attempt(lambda: raise_(BadInit))  # expect: KeyError 'no init'
try:
    raise Selfish
except TypeError:
    print("TypeError")  # expect: TypeError
try:
    raise ValueError("plain")
except Odd:
    print("never")
except ValueError:
    print("no hook is asked")  # expect: no hook is asked
e = ValueError("self")
e.__cause__ = e
e.__context__ = e
try:
    raise e
except ValueError as x:
    print(x.__cause__ is x)  # expect: True
a, b = ValueError("a"), ValueError("b")
a.__context__, b.__context__ = b, a
try:
    try:
        raise a
    except ValueError:
        raise b
except ValueError as x:
    print(x)  # expect: b
attempt(lambda: setattr(e, "__cause__", 5))
# expect: TypeError exception cause must be None or derive from BaseException
attempt(lambda: setattr(e, "__traceback__", 5))  # expect: TypeError __traceback__ must be a traceback or None
attempt(lambda: setattr(e, "args", 5))  # expect: TypeError 'int' object is not iterable
