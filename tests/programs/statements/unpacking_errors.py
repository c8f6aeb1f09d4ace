# The number of values must be right.
def attempt(function):
    try:
        function()
        print("fine")
    except (ValueError, TypeError) as e:
        print(type(e).__name__, str(e).split(" (")[0])


def two(x):
    a, b = x


def star(x):
    a, b, *c = x


def nested(x):
    a, (b, c) = x


attempt(lambda: two([1, 2]))  # expect: fine
attempt(lambda: two([1]))  # expect: ValueError not enough values to unpack
attempt(lambda: two([]))  # expect: ValueError not enough values to unpack
attempt(lambda: two([1, 2, 3]))  # expect: ValueError too many values to unpack
attempt(lambda: two((1, 2, 3)))  # expect: ValueError too many values to unpack
attempt(lambda: two("abc"))  # expect: ValueError too many values to unpack
attempt(lambda: two(x for x in range(10)))  # expect: ValueError too many values to unpack
attempt(lambda: two({1: 2}))  # expect: ValueError not enough values to unpack
attempt(lambda: two(5))  # expect: TypeError cannot unpack non-iterable int object
attempt(lambda: two(None))  # expect: TypeError cannot unpack non-iterable NoneType object
attempt(lambda: star([1]))  # expect: ValueError not enough values to unpack
attempt(lambda: star([1, 2]))  # expect: fine
attempt(lambda: nested((1, 2)))  # expect: TypeError cannot unpack non-iterable int object
attempt(lambda: nested((1, (2, 3, 4))))  # expect: ValueError too many values to unpack
a = b = "kept"
try:
    a, b = [1, 2, 3]
except ValueError:
    print(a, b)  # expect: kept kept
