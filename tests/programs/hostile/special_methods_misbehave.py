# Special methods that return what they must not.
class C:
    def __bool__(self):
        return 2

    def __len__(self):
        return -1

    def __iter__(self):
        return 5

    def __str__(self):
        return b"x"

    def __repr__(self):
        return 1

    def __int__(self):
        return "1"

    def __float__(self):
        return 1

    def __index__(self):
        return 1.0

    def __contains__(self, x):
        return "truthy"

    def __format__(self, spec):
        return 1

    def __hash__(self):
        return []

    def __reversed__(self):
        return 3

    def __complex__(self):
        return 1

    def __bytes__(self):
        return ""

    def __dir__(self):
        return 5

    def __length_hint__(self):
        return "x"

    def __init_subclass__(cls):
        return 5

    def __exit__(self, *a):
        return NotImplemented


def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e)


c = C()
attempt(lambda: bool(c))  # expect: TypeError __bool__ should return bool, returned int
attempt(lambda: len(c))  # expect: ValueError __len__() should return >= 0
attempt(lambda: iter(c))  # expect: TypeError iter() returned non-iterator of type 'int'
attempt(lambda: str(c))  # expect: TypeError __str__ returned non-string (type bytes)
attempt(lambda: repr(c))  # expect: TypeError __repr__ returned non-string (type int)
attempt(lambda: int(c))  # expect: TypeError __int__ returned non-int (type str)
attempt(lambda: float(c))  # expect: TypeError C.__float__ returned non-float (type int)
attempt(lambda: [1][c])  # expect: TypeError __index__ returned non-int (type float)
attempt(lambda: 1 in c)  # expect: True
attempt(lambda: f"{c}")  # expect: TypeError __format__ must return a str, not int
attempt(lambda: hash(c))  # expect: TypeError __hash__ method should return an integer
attempt(lambda: reversed(c))  # expect: 3
attempt(lambda: bytes(c))  # expect: TypeError __bytes__ returned non-bytes (type str)
attempt(lambda: dir(c))  # expect: TypeError 'int' object is not iterable
attempt(lambda: type("Sub", (C,), {}).__name__)  # expect: Sub
attempt(lambda: range(c))  # expect: TypeError __index__ returned non-int (type float)
attempt(lambda: "x" * c)  # expect: TypeError __index__ returned non-int (type float)
