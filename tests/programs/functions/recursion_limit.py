# Too deep a recursion is an exception, and the program goes on.
import sys


def forever(n):
    return forever(n + 1)


for _ in range(3):
    try:
        forever(0)
    except RecursionError as e:
        print(
            type(e).__name__, e.__class__.__mro__[1].__name__, "maximum recursion depth exceeded" in str(e)
        )
# expect: RecursionError RuntimeError True
# expect: RecursionError RuntimeError True
# expect: RecursionError RuntimeError True
deepest = 0


def measure(n):
    global deepest
    deepest = n
    measure(n + 1)


try:
    measure(0)
except RecursionError:
    pass
print(900 < deepest <= 1000, sys.getrecursionlimit())  # expect: True 1000
sys.setrecursionlimit(5000)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(4500))  # expect: 4500
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(type(e).__name__)  # expect: ValueError


class Chain:
    def __getattr__(self, name):
        return getattr(self, name + "x")


try:
    Chain().a
except RecursionError:
    print("attribute")  # expect: attribute


class Add:
    def __add__(self, other):
        return self + other


try:
    Add() + 1
except RecursionError:
    print("operator")  # expect: operator


def deep():
    try:
        sys.setrecursionlimit(1)
    except RecursionError as error:
        print(str(error)[:42], str(error)[-22:])


deep()  # expect: cannot set the recursion limit to 1 at the : the limit is too low
