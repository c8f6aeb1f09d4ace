# yield from passes values both ways and gives the return value.
def inner():
    received = yield 1
    print("inner got", received)
    received = yield 2
    print("inner got", received)
    return "result"


def outer():
    value = yield from inner()
    print("outer got", value)
    yield from [10, 20]
    yield from "ab"
    return (yield from ())


g = outer()
print(next(g), g.send("x"), g.send("y"), list(g))
# expect: inner got x
# expect: inner got y
# expect: outer got result
# expect: 1 2 10 [20, 'a', 'b']


def catches():
    try:
        yield 1
    except ValueError as e:
        yield f"inner caught {e}"


def delegates():
    try:
        yield from catches()
    except KeyError as e:
        yield f"outer caught {e}"


g = delegates()
print(next(g), g.throw(ValueError("v")), g.throw(KeyError("k")))  # expect: 1 inner caught v outer caught 'k'


def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


print(list(flatten([1, [2, [3, [4]], []], 5])))  # expect: [1, 2, 3, 4, 5]


def iterates():
    yield from iter([1, 2])


g = iterates()
next(g)
try:
    g.send("x")
except AttributeError as e:
    print(e)  # expect: 'list_iterator' object has no attribute 'send'
try:
    list((lambda: (yield from 5))())
except TypeError as e:
    print(e)  # expect: 'int' object is not iterable


# A StopIteration thrown where a generator waits for what has no `throw` is what that came to.
def waiting():
    print("got", (yield from (1, 2)))
    yield "on"


for thrown in (StopIteration(3), StopIteration):
    g = waiting()
    next(g)
    print(g.throw(thrown))
# expect: got 3
# expect: on
# expect: got None
# expect: on
g = waiting()
next(g)
try:
    g.throw(KeyError(1))
except KeyError as e:
    print(repr(e))  # expect: KeyError(1)
