# Annotations of variables, parameters and returns.
x: int = 1
y: "quoted" = 2


class C:
    a: int
    b: str = "b"

    def m(self, p: float = 1.0, *args: int, k: "K" = None, **kw: dict) -> "C":
        local: list = []
        return local


print(C.__annotations__, hasattr(C, "a"), C.b)  # expect: {'a': <class 'int'>, 'b': <class 'str'>} False b
print(C.m.__annotations__)
# expect: {'p': <class 'float'>, 'args': <class 'int'>, 'k': 'K', 'kw': <class 'dict'>, 'return': 'C'}
print(C().m())  # expect: []


def f():
    z: int
    try:
        return z
    except UnboundLocalError as e:
        return str(e)


print(f())  # expect: cannot access local variable 'z' where it is not associated with a value
(w): int = 3
C.new: int = 4
d = {}
d["k"]: int = 5
print(w, C.new, d)  # expect: 3 4 {'k': 5}
