# Which variable a name means: local, enclosing, global or built-in.
x = "global"


def read():
    return x


def shadow():
    x = "local"

    def inner():
        return x

    return inner(), x


def skip_class():
    x = "function"

    class C:
        x = "class"
        y = x
        z = [x for _ in range(1)][0]
        w = (lambda: x)()

        def m(self):
            return x

    return C.y, C.z, C.w, C().m()


def nested_global():
    x = "enclosing"

    def inner():
        global x
        return x

    def other():
        return inner(), x

    return other()


def rebind():
    x = 1

    def inc():
        nonlocal x
        x += 1

    def deeper():
        def deepest():
            nonlocal x
            x *= 10

        deepest()

    inc()
    deeper()
    return x


def parameter(x):
    def inner():
        return x

    x = x + "!"
    return inner()


def loop():
    functions = []
    for x in range(3):

        def f():
            return x

        functions.append(f)
    return [f() for f in functions]


def comprehension():
    x = "before"
    inside = [x for x in "ab"]
    return x, inside, [[x for y in "c"] for x in "d"], x


def two_levels():
    def a():
        def b():
            return x

        return b

    x = "late"
    return a()()


def conditional(flag):
    if flag:
        len = lambda s: "mine"
    try:
        return len("abc")
    except UnboundLocalError:
        return "unbound"


print(read(), shadow())  # expect: global ('local', 'local')
print(skip_class())  # expect: ('class', 'function', 'function', 'function')
print(nested_global())  # expect: ('global', 'enclosing')
print(rebind(), parameter("p"), loop())  # expect: 20 p! [2, 2, 2]
print(comprehension(), two_levels())  # expect: ('before', ['a', 'b'], [['d']], 'before') late
print(conditional(True), conditional(False))  # expect: mine unbound


class A:
    x = "A's"

    class B:
        try:
            y = x
        except NameError:
            y = "none"

        def f(self):
            return x

    def g(self, value=x):
        return value, __class__.__name__


print(A.B.y, A.B().f(), A().g())  # expect: global global ("A's", 'A')


def class_nonlocal():
    counter = 0

    class Counter:
        nonlocal counter
        counter += 5

        def bump(self):
            nonlocal counter
            counter += 1
            return counter

    return Counter().bump(), counter


def class_cell():
    class Base:
        def who(self):
            return __class__

    class Derived(Base):
        pass

    return Derived().who() is Base


print(class_nonlocal(), class_cell())  # expect: (6, 6) True


class D:
    global made_in_class
    made_in_class = "global from class"
    del_me = 1
    del del_me


print(made_in_class, hasattr(D, "made_in_class"))  # expect: global from class False
print(hasattr(D, "del_me"))  # expect: False


def star():
    def inner(*args, **kwargs):
        def innermost():
            return args, kwargs

        return innermost()

    return inner(1, k=2)


def exception_scope():
    e = "outer"

    def f():
        return e

    try:
        raise ValueError("v")
    except ValueError as e:
        inside = str(f())
    try:
        return inside, f()
    except NameError as error:
        return inside, type(error).__name__


print(star(), exception_scope())  # expect: ((1,), {'k': 2}) ('v', 'NameError')
