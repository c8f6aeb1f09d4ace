# Special methods are looked up on the type, not on the instance.
class C:
    def __len__(self):
        return 0

    def __call__(self, *a, **k):
        return a, k


c = C()
c.__len__ = lambda: 5
c.__call__ = lambda: "instance"
c.__bool__ = lambda: True
print(len(c), bool(c), c(1, k=2), c.__call__())  # expect: 0 False ((1,), {'k': 2}) instance


class Bad:
    def __bool__(self):
        return 1


try:
    bool(Bad())
except TypeError as e:
    print(e)  # expect: __bool__ should return bool, returned int


class Raises:
    def __bool__(self):
        raise ValueError("no truth")


try:
    if Raises():
        pass
except ValueError as e:
    print(e)  # expect: no truth


class Inherits(C):
    __call__ = None


try:
    Inherits()()
except TypeError as e:
    print(e)  # expect: 'NoneType' object is not callable
print(callable(C()))  # expect: True
