# Parameters of every kind can be captured and rebound.
def f(a, *args, b=2, **kwargs):
    def show():
        return a, args, b, kwargs

    def change():
        nonlocal a, args, b, kwargs
        a, args, b, kwargs = 10, (), None, {}

    before = show()
    change()
    return before, show(), a


print(f(1, 2, 3, b=4, c=5))  # expect: ((1, (2, 3), 4, {'c': 5}), (10, (), None, {}), 10)


def add(n):
    return lambda x: x + n


print(add(5)(1), [g(10) for g in map(add, range(3))], add("a")("b"))  # expect: 6 [10, 11, 12] ba


def compose(*functions):
    def composed(x):
        for function in reversed(functions):
            x = function(x)
        return x

    return composed


print(compose(add(1), lambda x: x * 2, str.__len__)("abc"))  # expect: 7


def self_reference(n):
    def fact(k):
        return 1 if k < 2 else k * fact(k - 1)

    return fact(n)


print(self_reference(10))  # expect: 3628800
