# Endless recursion through every kind of call.
def attempt(name, function):
    try:
        function()
        print(name, "returned")
    except RecursionError:
        print(name)


class C:
    def __repr__(self):
        return repr(self)

    def __str__(self):
        return f"{self}"

    def __eq__(self, other):
        return self == other

    def __hash__(self):
        return hash(self)

    def __getattr__(self, name):
        return getattr(self, name)

    def __call__(self):
        return self()

    def __len__(self):
        return len(self)

    def __iter__(self):
        return iter(self)

    def __add__(self, other):
        return self + other

    def __getitem__(self, i):
        return self[i]

    def __contains__(self, x):
        return x in self

    def __bool__(self):
        return not self

    def __format__(self, spec):
        return format(self, spec)

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *a):
        pass

    def __lt__(self, other):
        return sorted([self, other])

    @property
    def p(self):
        return self.p

    def __index__(self):
        return range(10)[self]


def gen():
    yield from gen()


def enter():
    with C():
        pass


c = C()
attempt("repr", lambda: repr(c))  # expect: repr
attempt("str", lambda: str(c))  # expect: str
attempt("eq", lambda: c == 1)  # expect: eq
attempt("hash", lambda: {c: 1})  # expect: hash
attempt("getattr", lambda: c.x)  # expect: getattr
attempt("call", lambda: c())  # expect: call
attempt("len", lambda: len(c))  # expect: len
attempt("iter", lambda: list(c))  # expect: iter
attempt("add", lambda: c + 1)  # expect: add
attempt("getitem", lambda: c[0])  # expect: getitem
attempt("contains", lambda: 1 in c)  # expect: contains
attempt("bool", lambda: bool(c))  # expect: bool
attempt("format", lambda: format(c))  # expect: format
attempt("enter", enter)  # expect: enter
attempt("lt", lambda: sorted([c, c]))  # expect: lt
attempt("property", lambda: c.p)  # expect: property
attempt("index", lambda: [1][c])  # expect: index
attempt("generator", lambda: next(gen()))  # expect: generator
attempt("lambda", lambda: (lambda f: f(f))(lambda f: f(f)))  # expect: lambda
attempt("comprehension", lambda: (f := lambda: [f() for _ in "a"])())  # expect: comprehension
attempt("map", lambda: (f := lambda x: list(map(f, [1])))(1))  # expect: map
attempt("sort key", lambda: (f := lambda x: sorted([1], key=f))(1))  # expect: sort key
attempt("exec", lambda: (f := lambda: eval("f()", {"f": f}))())  # expect: exec
attempt("init", lambda: type("K", (), {"__init__": lambda self: type(self)()})())  # expect: init
