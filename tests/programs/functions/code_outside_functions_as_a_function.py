"""Code that was compiled outside of functions is the body of a function, which has its names in its globals."""
import types

code = compile(
    """
from math import gcd, lcm
import os.path as path
first = gcd(12, 18)
second: int = 2
def double(x):
    return 2 * x
class Mine:
    third = double(first)
for n in range(3):
    pass
with open("/dev/null") as file:
    del second
names = locals() is globals()
""",
    "<test>",
    "exec",
)
space = {}
print(types.FunctionType(code, space)())  # expect: None
print(space["first"], space["Mine"].third, space["n"], "second" in space, space["names"])  # expect: 6 12 2 False True
print(space["lcm"](4, 6), space["path"].basename("a/b"), space["file"].closed)  # expect: 12 b True

# It is called with every kind of call, and its name may be taken by a function that has another code.
made = types.FunctionType(compile("count = count + 1", "<test>", "exec"), {"count": 1})
made()
made(*())
made(**{})
list(map(lambda call: call(), [made]))
print(made.__globals__["count"])  # expect: 5
value = types.FunctionType(compile("[n * step for n in range(3)]", "<test>", "eval"), {"step": 5})
print(value(), value())  # expect: [0, 5, 10] [0, 5, 10]


def plain():
    inner = 1
    return inner


plain.__code__ = compile("outer = 7", "<test>", "exec")
plain()
print(outer)  # expect: 7
try:
    plain(1)
except TypeError as error:
    print(error)  # expect: plain() takes 0 positional arguments but 1 was given
