# frame.f_locals of a function is its variables themselves: what is assigned there is assigned to the variable.
import sys
from collections.abc import Mapping


def function(a):
    b = 2
    frame = sys._getframe()
    locals_ = frame.f_locals
    print(type(locals_).__name__, isinstance(locals_, Mapping), locals_ is frame.f_locals)
    locals_["a"] = "new a"
    print(a, locals_["a"], b)
    b = 3
    print(locals_["b"], "c" in locals_, len(locals_), list(locals_))
    c = 4
    print("c" in locals_, sorted(locals_.keys()))
    locals_["b"] += 1
    print(b)
    locals_["extra"] = "not a variable"
    print(locals_["extra"], "extra" in frame.f_locals, "extra" in locals())
    try:
        extra  # noqa: F821
    except NameError as error:
        print(error)
    return c


print(function(1))
# expect: FrameLocalsProxy True False
# expect: new a new a 2
# expect: 3 False 4 ['a', 'b', 'frame', 'locals_']
# expect: True ['a', 'b', 'c', 'frame', 'locals_']
# expect: 4
# expect: not a variable True True
# expect: name 'extra' is not defined
# expect: 4


def closures():
    x = 1

    def inner():
        return x

    sys._getframe().f_locals["x"] = "changed"
    return inner(), x


print(closures())
# expect: ('changed', 'changed')


def unbound():
    proxy = sys._getframe().f_locals
    try:
        proxy["later"]
    except KeyError as error:
        print(error)
    proxy["later"] = "early"
    if proxy is None:
        later = 1
    print(later)
    try:
        del proxy["later"]
    except (TypeError, ValueError):
        print("variables stay")
    print(proxy.get("nothing"), proxy.get("nothing", 1), proxy.setdefault("later", 2), proxy.setdefault("z", 3))
    proxy.update({"later": "updated", "other": 5})
    print(later, proxy["other"])
    print((proxy | {"q": 1})["q"], ({"later": 0} | proxy)["later"], proxy == dict(proxy), proxy == 1)
    proxy |= {"later": "in place"}
    print(later)
    return list(reversed(proxy))[0]


print(unbound())
# expect: "local variable ''later'' is not defined"
# expect: early
# expect: variables stay
# expect: None 1 early 3
# expect: updated 5
# expect: 1 updated True False
# expect: in place
# expect: other


def caller(x):
    changer()
    return x


def changer():
    sys._getframe(1).f_locals["x"] = "by the callee"


print(caller(1))
# expect: by the callee


# What an operation has begun with lives until it has ended.
class Left:
    def __add__(self, other):
        frame = sys._getframe(1)
        frame.f_locals["left"] = frame.f_locals["right"] = 0
        return NotImplemented


class Right:
    def __radd__(self, other):
        return f"{type(other).__name__} + {type(self).__name__}"


def replaced():
    left, right = Left(), Right()
    try:
        left + right
    except TypeError:
        pass
    return left, right


print(replaced())
# expect: (0, 0)


def generator():
    value = 1
    while True:
        yield value


one = generator()
print(next(one))
# expect: 1
one.gi_frame.f_locals["value"] = "sent otherwise"
print(next(one))
# expect: sent otherwise


def snapshot():
    x = 1
    first = locals()
    first["x"] = 2
    x = 3
    second = locals()
    return first["x"], x, second["x"], first is second


print(snapshot())
# expect: (2, 3, 3, False)


def executes():
    x = 1
    exec("x = 2")
    namespace = sys._getframe().f_locals
    before = x
    exec("x = 3; y = 4", globals(), namespace)
    return before, x, namespace["y"], eval("x + 1", globals(), namespace)


print(executes())
# expect: (1, 3, 4, 4)


def left():
    x = "was local"
    raise ValueError


try:
    left()
except ValueError as error:
    frame = error.__traceback__.tb_next.tb_frame
    print(frame.f_locals["x"])
    frame.f_locals["x"] = "after the end"
    print(frame.f_locals)
# expect: was local
# expect: {'x': 'after the end'}
print(sys._getframe().f_locals is globals())
# expect: True


class Body:
    here = sys._getframe().f_locals
    here["assigned"] = 1
    print(type(here).__name__)


print(Body.assigned)
# expect: dict
# expect: 1
