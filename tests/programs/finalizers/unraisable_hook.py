# What a finalizer raises goes to sys.unraisablehook, and what the hook raises is reported.
import sys

seen = []


def hook(unraisable):
    seen.append((unraisable.exc_type.__name__, str(unraisable.exc_value), unraisable.exc_traceback is not None))


class Raising:
    def __del__(self):
        raise ValueError("in del")


sys.unraisablehook = hook
Raising()
print(seen)
seen.clear()


def generator():
    try:
        yield
    finally:
        raise KeyError("in finally")


g = generator()
next(g)
del g
print(seen)
seen.clear()
import weakref


class Plain:
    pass


p = Plain()
r = weakref.ref(p, lambda r: 1 / 0)
del p
print(seen)
sys.unraisablehook = sys.__unraisablehook__
# expect: [('ValueError', 'in del', True)]
# expect: [('KeyError', "'in finally'", True)]
# expect: [('ZeroDivisionError', 'division by zero', True)]
