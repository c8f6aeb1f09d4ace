# The public functions of operator, one after the other.
import operator as o


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__)


for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and_", "or_", "xor", "lt", "le", "eq", "ne", "gt", "ge", "is_", "is_not"):
    f = getattr(o, name)
    attempt(f, 7, 2)
    attempt(f, 7, "x")
    attempt(f, 7)
for name in ("neg", "pos", "abs", "invert", "inv", "not_", "truth", "index"):
    f = getattr(o, name)
    attempt(f, -5)
    attempt(f, "x")
for name in ("iadd", "isub", "imul", "itruediv", "ifloordiv", "imod", "ipow", "ilshift", "irshift", "iand", "ior", "ixor"):
    attempt(getattr(o, name), 7, 2)
l = [1]
print(o.iadd(l, [2]) is l, o.iconcat(l, [3]), o.concat([1], [2]), o.imatmul.__name__)
attempt(o.concat, 1, 2)
attempt(o.matmul, 1, 2)
print(o.contains([1], 1), o.countOf([1, 1, 2], 1), o.indexOf([3, 4], 4), o.getitem([1, 2], 1), o.length_hint([1, 2]), o.length_hint(iter([1, 2, 3])), o.length_hint(object(), 5))
attempt(o.indexOf, [1], 5)
attempt(o.length_hint, 5, "x")
l = [1, 2, 3]
o.setitem(l, 0, 9); o.delitem(l, 1); print(l)
print(o.itemgetter(1)("abc"), o.itemgetter(0, 2)("abc"), o.itemgetter(slice(1))("abc"), o.itemgetter("a")({"a": 1}))
print(repr(o.itemgetter(1, 2)), repr(o.attrgetter("a.b", "c")), repr(o.methodcaller("m", 1, k=2)), repr(o.methodcaller("m")))
class A:
    x = 1
    class b: y = 2
print(o.attrgetter("x")(A), o.attrgetter("b.y")(A), o.attrgetter("x", "b.y")(A))
attempt(o.attrgetter("zz"), A); attempt(o.attrgetter, 5); attempt(o.attrgetter); attempt(o.itemgetter); attempt(o.methodcaller); attempt(o.methodcaller, 5)
print(o.methodcaller("upper")("abc"), o.methodcaller("replace", "a", "z")("abc"), o.methodcaller("split", sep="b")("abc"))
attempt(o.itemgetter(5), "abc"); attempt(o.methodcaller("nope"), 1)
print(o.call(len, "abc"))
import copy
print(copy.copy(o.itemgetter(1))("xy"), o.itemgetter(1, 2).__reduce__(), o.attrgetter("a").__reduce__())
class Idx:
    def __index__(self): return 5
print(o.index(Idx()), o.index(True))
# expect: 9
# expect: TypeError
# expect: TypeError
# expect: 5
# expect: TypeError
# expect: TypeError
# expect: 14
# expect: xxxxxxx
# expect: TypeError
# expect: 3.5
# expect: TypeError
# expect: TypeError
# expect: 3
# expect: TypeError
# expect: TypeError
# expect: 1
# expect: TypeError
# expect: TypeError
# expect: 49
# expect: TypeError
# expect: TypeError
# expect: 28
# expect: TypeError
# expect: TypeError
# expect: 1
# expect: TypeError
# expect: TypeError
# expect: 2
# expect: TypeError
# expect: TypeError
# expect: 7
# expect: TypeError
# expect: TypeError
# expect: 5
# expect: TypeError
# expect: TypeError
# expect: False
# expect: TypeError
# expect: TypeError
# expect: False
# expect: TypeError
# expect: TypeError
# expect: False
# expect: False
# expect: TypeError
# expect: True
# expect: True
# expect: TypeError
# expect: True
# expect: TypeError
# expect: TypeError
# expect: True
# expect: TypeError
# expect: TypeError
# expect: False
# expect: False
# expect: TypeError
# expect: True
# expect: True
# expect: TypeError
# expect: 5
# expect: TypeError
# expect: -5
# expect: TypeError
# expect: 5
# expect: TypeError
# expect: 4
# expect: TypeError
# expect: 4
# expect: TypeError
# expect: False
# expect: False
# expect: True
# expect: True
# expect: -5
# expect: TypeError
# expect: 9
# expect: 5
# expect: 14
# expect: 3.5
# expect: 3
# expect: 1
# expect: 49
# expect: 28
# expect: 1
# expect: 2
# expect: 7
# expect: 5
# expect: True [1, 2, 3] [1, 2] imatmul
# expect: TypeError
# expect: TypeError
# expect: True 2 1 2 2 3 5
# expect: ValueError
# expect: TypeError
# expect: [9, 3]
# expect: b ('a', 'c') a 1
# expect: operator.itemgetter(1, 2) operator.attrgetter('a.b', 'c') operator.methodcaller('m', 1, k=2) operator.methodcaller('m')
# expect: 1 2 (1, 2)
# expect: AttributeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: TypeError
# expect: ABC zbc ['a', 'c']
# expect: IndexError
# expect: AttributeError
# expect: 3
# expect: y (<class 'operator.itemgetter'>, (1, 2)) (<class 'operator.attrgetter'>, ('a',))
# expect: 5 1
