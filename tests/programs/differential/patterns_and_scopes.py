# What is a sequence for `match`, and what a compiler refuses.
import collections
from array import array


def kind(value):
    match value:
        case [*_]:
            return "sequence"
        case {}:
            return "mapping"
        case _:
            return "neither"


for value in (b"ab", bytearray(b"ab"), "ab", memoryview(b"ab"), array("b", [1]), range(2), collections.deque(), collections.UserString("x"), {}, {1}):
    print(type(value).__name__, kind(value))
# expect: bytes neither
# expect: bytearray neither
# expect: str neither
# expect: memoryview sequence
# expect: array sequence
# expect: range sequence
# expect: deque sequence
# expect: UserString sequence
# expect: dict mapping
# expect: set neither


def refused(source):
    try:
        compile(source, "refused", "exec")
    except SyntaxError as e:
        print(e.msg)
    else:
        print("compiled")


refused("match x:\n  case a as b: pass\n  case 1: pass")
refused("match x:\n  case _ as b: pass\n  case 1: pass")
refused("match x:\n  case (1 | a) as b: pass")
refused("{x for x in ((y := 1), 2)}")
refused("[x for x in a for y in (lambda: (z := 1))()]")
refused("[(y := x) for x in a]")
refused("if x:\n  def f(a): a = yield = 1")
refused("import (a)")
refused("import")
# expect: name capture 'a' makes remaining patterns unreachable
# expect: wildcard makes remaining patterns unreachable
# expect: alternative patterns bind different names
# expect: assignment expression cannot be used in a comprehension iterable expression
# expect: assignment expression cannot be used in a comprehension iterable expression
# expect: compiled
# expect: assignment to yield expression not possible
# expect: invalid syntax
# expect: Expected one or more names after 'import'
for nested in ("if x:\n  def f(a, a): pass", "match x:\n  case 1:\n    def f(a, a): pass", "try:\n  pass\nfinally:\n  class C:\n    def f(a, a): pass"):
    try:
        compile(nested, "nested", "exec")
    except SyntaxError as e:
        print(e.msg.split(" ", 2)[2])
# expect: 'a' in function definition
# expect: 'a' in function definition
# expect: 'a' in function definition


try:
    try:
        raise ValueError("alone")
    except* ValueError as group:
        print(repr(group))  # expect: ExceptionGroup('', (ValueError('alone'),))
except BaseException:
    print("not caught")
