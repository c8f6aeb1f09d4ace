# isinstance and issubclass, with tuples, unions and hooks.
class A:
    pass


class B(A):
    pass


print(isinstance(B(), A), isinstance(A(), B), isinstance(1, int))  # expect: True False True
print(isinstance(True, int), isinstance(1, (str, int)))  # expect: True True
print(isinstance(1, int | str), isinstance(None, int | None))  # expect: True True
print(issubclass(bool, int), issubclass(B, (int, A)), issubclass(int, object))  # expect: True True True
print(isinstance("x", (list, (tuple, (str,)))))  # expect: True
print(isinstance(int, type), isinstance(type, object), isinstance(A, A))  # expect: True True False


class Meta(type):
    def __instancecheck__(cls, x):
        return x == 42

    def __subclasscheck__(cls, c):
        return c is float


class Magic(metaclass=Meta):
    pass


print(isinstance(42, Magic), isinstance(41, Magic), issubclass(float, Magic))  # expect: True False True
print(issubclass(int, Magic), isinstance(Magic(), Magic))  # expect: False True
for bad in (
    lambda: isinstance(1, 5),
    lambda: issubclass(1, int),
    lambda: issubclass(int, "x"),
    lambda: isinstance(1, [int]),
):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: isinstance() arg 2 must be a type, a tuple of types, or a union
# expect: issubclass() arg 1 must be a class
# expect: issubclass() arg 2 must be a class, a tuple of classes, or a union
# expect: isinstance() arg 2 must be a type, a tuple of types, or a union


class Fake:
    @property
    def __class__(self):
        return int


print(isinstance(Fake(), int), type(Fake()) is int)  # expect: True False
