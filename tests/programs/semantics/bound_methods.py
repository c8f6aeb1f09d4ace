# Methods are made when they are asked for, and compare by what they are bound to.
class C:
    def m(self, *args):
        return (self.n, *args)

    @classmethod
    def c(cls):
        return cls.__name__

    @staticmethod
    def s(x):
        return x

    def __init__(self, n):
        self.n = n


a, b = C(1), C(1)
f = a.m
a.n = 5
print(f(), f(2), a.m == f, a.m is f, a.m == b.m, f.__self__ is a)  # expect: (5,) (5, 2) True False False True
print(f.__func__ is C.m, hash(a.m) == hash(f))  # expect: True True
C.m = lambda self: "replaced"
print(f(), a.m(), f == a.m)  # expect: (5,) replaced False
print(a.c(), C.c(), a.c == C.c, a.s(3), C.s(4), a.s is C.s)  # expect: C C True 3 4 True
table = {a.c: "bound"}
print(table[C.c], [].append == [].append, len([1].append.__self__))  # expect: bound False 1
print("ab".upper(), str.upper == str.upper)  # expect: AB True
a.own = lambda x: ("own", x)
print(a.own(1), "own" in vars(a))  # expect: ('own', 1) True
C.builtin = len
C.klass = C.Inner = type("Inner", (), {})
print(a.builtin([1, 2]), type(a.klass()).__name__, a.Inner is C.Inner)  # expect: 2 Inner True
method = C(7).m
print(method())  # expect: replaced
import functools

C.wrapped = functools.wraps(f)(lambda self: "wrapped")
print(a.wrapped(), a.wrapped.__name__)  # expect: wrapped m


class D(C):
    def m(self):
        return super().m()

    alias = m


print(D(1).m(), D(1).alias(), D.alias is D.m)  # expect: replaced replaced True
print(D(1).alias.__name__, D.m.__qualname__)  # expect: m D.m
