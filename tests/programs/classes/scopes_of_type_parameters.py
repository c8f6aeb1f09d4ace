# What names in the heads of generic definitions and in aliases mean.
# cpython: 3.13 has other words
import weakref


class Later:
    T = int

    def method[U: T](self): ...
    type Alias = T


Later.T = float
print(Later.method.__type_params__[0].__bound__, Later.Alias.__value__)

x = "global"


def outer():
    x = "of the function"

    class Bound:
        type Alias = x
        early = Alias.__value__

        def method[T: x](self): ...
        x = "of the class"

    class Unbound:
        type Alias = x

    class Declared:
        global x
        type Alias = x

    Declared.x = "assigned"
    print(Bound.early, Bound.Alias.__value__, Bound.method.__type_params__[0].__bound__)
    print(Unbound.Alias.__value__, Declared.Alias.__value__)


outer()


class __Base:
    def __init_subclass__(cls, **arguments):
        print(arguments)


class Derived[__T](__Base, __key=1):
    print(__T.__name__)


print(Derived.__bases__[0] is globals()["__Base"])
for parameter in Derived.__type_params__:
    print(weakref.ref(parameter)() is parameter)

for source in (
    "type X = (yield)", "type X = (await 42)", "type X = (y := 3)", "class X[T: (yield)]: pass",
    "class X[T](y := 3): pass", "class X[T]([(x := 3) for _ in range(2)]): pass", "def f[T=(y := 1)](): pass",
    "def f(x: (y := 1)): pass", "def f():\n x: (yield) = 1", "type T = [(x := 3) for _ in range(2)]",
    "def f[T=int, U](): pass", "class C[T=int, *U]: pass", "def f(): {(yield) for x in y}",
    "def f(): {1: (yield from z) for x in y}", "def f(): [(yield) for x in y]",
):
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
# expect: <class 'float'> <class 'float'>
# expect: global global of the class
# expect: of the function global
# expect: __T
# expect: {'__key': 1}
# expect: True
# expect: True
# expect: yield expression cannot be used within a type alias 1 11
# expect: await expression cannot be used within a type alias 1 11
# expect: named expression cannot be used within a type alias 1 11
# expect: yield expression cannot be used within a TypeVar bound 1 13
# expect: named expression cannot be used within the definition of a generic 1 12
# expect: assignment expression within a comprehension cannot be used within the definition of a generic 1 14
# expect: named expression cannot be used within a TypeVar default 1 10
# expect: named expression cannot be used within an annotation 1 11
# expect: yield expression cannot be used within an annotation 2 6
# expect: assignment expression within a comprehension cannot be used in a type alias 1 12
# expect: non-default type parameter 'U' follows default type parameter 1 14
# expect: non-default type parameter 'U' follows default type parameter 1 16
# expect: 'yield' inside set comprehension 1 12
# expect: 'yield' inside dict comprehension 1 15
# expect: 'yield' inside list comprehension 1 12
