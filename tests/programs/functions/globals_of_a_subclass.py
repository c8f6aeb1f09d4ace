# A function whose globals are of a subclass of dict asks its __missing__ for names.
import types


class Names(dict):
    def __missing__(self, name):
        if name.startswith("x"):
            return f"made {name}"
        raise KeyError(name)


def f():
    return xyz, len([1]), held


g = types.FunctionType(f.__code__, Names(held=1))
print(g())  # expect: ('made xyz', 1, 1)
print(g())  # expect: ('made xyz', 1, 1)
try:
    f()
except NameError as error:
    print(error)  # expect: name 'xyz' is not defined
h = types.FunctionType((lambda: unknown).__code__, Names())
try:
    h()
except NameError as error:
    print(error)  # expect: name 'unknown' is not defined
