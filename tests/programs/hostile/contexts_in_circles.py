# Chains of contexts that are circles, or very long.
def attempt(name, f):
    try:
        f()
    except BaseException as e:
        links, seen = 0, set()
        while e is not None and id(e) not in seen:
            seen.add(id(e))
            links += 1
            e = e.__context__
        print(name, links)


def circle(length):
    errors = [ValueError(n) for n in range(length)]
    for n in range(length):
        errors[n].__context__ = errors[(n + 1) % length]
    try:
        raise errors[0]
    except ValueError:
        raise KeyError


for length in (1, 2, 3, 10):
    attempt(f"circle of {length}", lambda: circle(length))


def tail():
    a, b, c = ValueError("a"), ValueError("b"), ValueError("c")
    a.__context__, b.__context__, c.__context__ = b, c, b
    try:
        raise a
    except ValueError:
        raise KeyError


attempt("circle at the end", tail)


def long():
    error = None
    for _ in range(50_000):
        new = ValueError()
        new.__context__ = error
        error = new
    try:
        raise error
    except ValueError:
        raise KeyError


attempt("long", long)
# expect: circle of 1 2
# expect: circle of 2 3
# expect: circle of 3 4
# expect: circle of 10 11
# expect: circle at the end 4
# expect: long 50001
