# Everything that descends ends: in RecursionError, or at the bottom.
# cpython: its stack overflows
import sys
def attempt(name, f):
    try:
        f()
    except Exception:
        pass


N = 60_000
def nest(make, n=N):
    x = make(None)
    for _ in range(n):
        x = make(x)
    return x
class Box:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"Box({self.x!r})"
    def __str__(self): return "Box" + str(self.x)
    def __eq__(self, o): return self.x == o.x
    def __hash__(self): return hash(self.x)
    def __bool__(self): return bool(self.x)
    def __len__(self): return len(self.x)
    def __iter__(self): return iter(self.x)
    def __lt__(self, o): return self.x < o.x
    def __getattr__(self, n):
        return getattr(self.x, n)
    def __call__(self): return self.x()
    def __add__(self, o): return self.x + o
    def __contains__(self, i): return i in self.x
    def __getitem__(self, i): return self.x[i]
    def __index__(self): return self.x.__index__()
    def __int__(self): return int(self.x)
    def __float__(self): return float(self.x)
    def __format__(self, s): return format(self.x, s)
    def __enter__(self): return self.x.__enter__()
    def __exit__(self, *a): return None
    def __instancecheck__(self, o): return isinstance(o, self.x)
    def __subclasscheck__(self, o): return issubclass(o, self.x)
    def __dir__(self): return dir(self.x)
    def __reduce__(self): return (Box, (self.x,))
    def __setattr__(self, n, v):
        if n == "x": object.__setattr__(self, n, v)
        else: setattr(self.x, n, v)
    def __await__(self): return self.x.__await__()
    def __next__(self): return next(self.x)
    def __neg__(self): return -self.x
    def __round__(self): return round(self.x)
    def __reversed__(self): return reversed(self.x)
b, c = nest(Box), nest(Box)
for name, f in {
    "repr": lambda: repr(b),
    "str": lambda: str(b),
    "eq": lambda: b == c,
    "hash": lambda: hash(b),
    "bool": lambda: bool(b),
    "len": lambda: len(b),
    "iter": lambda: iter(b),
    "lt": lambda: b < c,
    "getattr": lambda: b.nothing,
    "call": lambda: b(),
    "add": lambda: b + 1,
    "in": lambda: 1 in b,
    "item": lambda: b[0],
    "index": lambda: [1][b],
    "int": lambda: int(b),
    "float": lambda: float(b),
    "format": lambda: f"{b:x}",
    "enter": lambda: b.__enter__(),
    "isinstance": lambda: isinstance(1, b),
    "issubclass": lambda: issubclass(int, b),
    "dir": lambda: dir(b),
    "setattr": lambda: setattr(b, "y", 1),
    "next": lambda: next(b),
    "neg": lambda: -b,
    "round": lambda: round(b),
    "rev": lambda: reversed(b),
    "sorted": lambda: sorted([b, c]),
    "dict": lambda: {b: 1},
    "join": lambda: "".join(b),
    "sum": lambda: sum(b),
    "list": lambda: list(b),
    "max": lambda: max(b, c),
    "unpack": lambda: [*b],
    "star": lambda: print(*b),
    "map": lambda: list(map(str, [b])),
    "any": lambda: any([b]),
}.items():
    attempt(name, f)
del b, c
L = nest(lambda x: [x]); M = nest(lambda x: [x])
T = nest(lambda x: (x,)); U = nest(lambda x: (x,))
D = nest(lambda x: {1: x}); E = nest(lambda x: {1: x})
F = nest(lambda x: frozenset([x]))if False else None
for n, x, y in (("list", L, M), ("tuple", T, U), ("dict", D, E)):
    attempt(n + " repr", lambda: repr(x))
    attempt(n + " str", lambda: str(x))
    attempt(n + " eq", lambda: x == y)
    attempt(n + " lt", lambda: x < y)
    attempt(n + " hash", lambda: hash(x))
    attempt(n + " in", lambda: x in [y])
    attempt(n + " index", lambda: [y].index(x))
    attempt(n + " format", lambda: "%s" % (x,))
    attempt(n + " isinstance", lambda: isinstance(1, x))
    attempt(n + " exc", lambda: issubclass(int, x))
def g():
    try: raise ValueError
    except T: pass
attempt("except", g)
attempt("startswith", lambda: "abc".startswith(T))
def chain(n=50_000):
    e = None
    for _ in range(n):
        x = ValueError(); x.__cause__ = e; x.__context__ = e; e = x
    return e
e = chain()
attempt("chain raise", lambda: (_ for _ in ()).throw(e))
del e
g = ExceptionGroup("a", [ValueError()])
for _ in range(50_000): g = ExceptionGroup("a", [g])
attempt("group repr", lambda: repr(g))
attempt("group split", lambda: g.split(ValueError))
attempt("group subgroup", lambda: g.subgroup(KeyError))
def gg():
    try: raise g
    except* KeyError: pass
attempt("group except", gg)
del g
import functools, operator
p = functools.partial(int)
for _ in range(N): p = functools.partial(p) if False else functools.partial(lambda f: f(), p)
attempt("partial call", p)
attempt("partial repr", lambda: repr(p))
del p
i = iter([1])
import itertools
for _ in range(N): i = itertools.chain(i)
attempt("chain next", lambda: next(i))
del i
for mk in (lambda i: map(abs, i), lambda i: filter(None, i), lambda i: zip(i), lambda i: enumerate(i), lambda i: itertools.islice(i, 10), lambda i: itertools.starmap(abs, i), lambda i: itertools.takewhile(bool, i), lambda i: itertools.accumulate(i), lambda i: itertools.cycle(i), lambda i: itertools.tee(i)[0], lambda i: (x for x in i), lambda i: itertools.pairwise(i), lambda i: itertools.batched(i, 1), lambda i: itertools.zip_longest(i), lambda i: itertools.compress(i, itertools.count()), lambda i: reversed([i]), lambda i: itertools.filterfalse(None, i), lambda i: itertools.groupby(i), lambda i: itertools.dropwhile(bool, i)):
    i = iter([1, 2, 3])
    for _ in range(N): i = mk(i)
    attempt("nested iterator", lambda: next(i))
    del i
def yf(n):
    if n: yield from yf(n - 1)
    else: yield 1
attempt("yield from", lambda: list(yf(100000)))
sys.setrecursionlimit(10**6)
attempt("yield from deep", lambda: next(yf(100000)))
def rec(n): return 0 if n == 0 else 1 + rec(n - 1)
attempt("python recursion", lambda: rec(50_000))
attempt("python recursion deep", lambda: rec(10**6))
attempt("sorted recursion", lambda: (lambda f: f(f))(lambda f: sorted([1, 2], key=lambda x: f(f))))
attempt("map recursion", lambda: (lambda f: f(f))(lambda f: list(map(f, [f]))))
class M(type):
    def __call__(cls): return cls()
class MC(metaclass=M): pass
attempt("meta call", lambda: MC())
class P:
    @property
    def x(self): return self.x
attempt("property", lambda: P().x)
class G:
    def __getattribute__(self, n): return self.y
attempt("getattribute", lambda: G().z)
class Dsc:
    def __get__(self, o, t): return o.d
class HD: d = Dsc()
attempt("descriptor", lambda: HD().d)
class Del:
    def __init__(self, x): self.x = x
    def __del__(self): count[0] += 1
count = [0]
x = None
for _ in range(N): x = Del(x)
del x
print("deleted", count[0])
class SetN:
    def __set_name__(self, o, n): type("X", (), {"a": SetN()})
attempt("set_name", lambda: type("X", (), {"a": SetN()}))
print("end")
# expect: deleted 60000
# expect: end
