# The variables of a comprehension are among the locals of its function while it runs (PEP 709); in a module they are all of the locals.
# cpython: 3.13.0 crashes
import sys

numbers = [1, 2]
y = 0
print([locals()["x"] for x in numbers], [vars()["x"] for x in numbers])
print([dir() for x in numbers])
print([eval("x + y") for x in numbers])
[exec("y = x") for x in numbers]
print(y, "x" in globals())
print([sys._getframe().f_locals["x"] for x in numbers], "x" in [sys._getframe().f_locals for x in numbers][0])
print([[(k, v) for k, v in locals().items() ] for a in "p" for b in "q"])
print([eval("a + b") for a in [1] for b in [2, 3]], [[eval("a * b") for b in [2]] for a in [3, 4]])
print({eval("k"): eval("v") for k, v in {"one": 1}.items()}, {eval("x") for x in [7]})
# expect: [1, 2] [1, 2]
# expect: [['x'], ['x']]
# expect: [1, 2]
# expect: 0 False
# expect: [1, 2] False
# expect: [[('a', 'p'), ('b', 'q')]]
# expect: [3, 4] [[6], [8]]
# expect: {'one': 1} {7}


def inside(p):
    q = 2
    print([sorted(locals()) for x in [1]], [eval("x + p + q") for x in [1]])
    print([sorted(sys._getframe().f_locals) for x in [1]], [lambda: x for x in [1]][0]())
    print([(sorted(locals()), (lambda: x)()) for x in [5]])
    x = "own"
    print([locals()["x"] for x in [1]], x)
    print(sorted(locals()))


inside(1)
# expect: [['p', 'q', 'x']] [4]
# expect: [['p', 'q', 'x']] 1
# expect: [(['p', 'q', 'x'], 5)]
# expect: [1] own
# expect: ['p', 'q', 'x']


class Body:
    inner = [eval("x") for x in [1, 2]]
    print(inner, "x" in locals())


# expect: [1, 2] False


def stops():
    raise KeyError("out")


try:
    [stops() for gone in [1]]
except KeyError:
    print("gone" in locals(), "gone" in dir())
# expect: False False
