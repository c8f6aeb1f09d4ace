# Cells made, shared and rebound in loops, recursion, comprehensions and generators.
def counters(n):
    made = []
    for i in range(n):
        value = i

        def get(value=value):
            return value

        def make():
            inner = value

            def add(k):
                nonlocal inner
                inner += k
                return inner

            return add

        made.append((get, make()))
    return made


made = counters(5)
print([get() for get, _ in made])  # expect: [0, 1, 2, 3, 4]
print([add(10) for _, add in made])  # expect: [10, 11, 12, 13, 14]
print([add(1) for _, add in made])  # expect: [11, 12, 13, 14, 15]


def tree(depth, path=""):
    if depth == 0:
        return [lambda: path]
    return tree(depth - 1, path + "l") + [lambda: path.upper()] + tree(depth - 1, path + "r")


print([f() for f in tree(2)])  # expect: ['ll', 'L', 'lr', '', 'rl', 'R', 'rr']


def mutual():
    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n != 0 and even(n - 1)

    return even, odd


even, odd = mutual()
print(even(10), odd(7), even(7))  # expect: True True False


def generator_closure():
    total = 0

    def add(x):
        nonlocal total
        total += x

    for i in range(4):
        add(i)
        yield lambda: (i, total)


functions = list(generator_closure())
print([f() for f in functions])  # expect: [(3, 6), (3, 6), (3, 6), (3, 6)]
print([f() for f in [(lambda: (x, y)) for x in range(2) for y in "ab"]])
# expect: [(1, 'b'), (1, 'b'), (1, 'b'), (1, 'b')]
print([[f() for f in row] for row in [[lambda: (x, y) for y in range(2)] for x in range(2)]])
# expect: [[(1, 1), (1, 1)], [(1, 1), (1, 1)]]


def accumulate():
    history = []

    def wrapper(function):
        def inner(*args):
            history.append((function.__name__, args))
            return function(*args)

        return inner

    @wrapper
    def one(x):
        return two(x) + 1

    @wrapper
    def two(x):
        return x * 2

    return one(5), history


print(accumulate())  # expect: (11, [('one', (5,)), ('two', (5,))])


def y_combinator(f):
    return (lambda x: x(x))(lambda x: f(lambda *args: x(x)(*args)))


print(y_combinator(lambda self: lambda n: 1 if n == 0 else n * self(n - 1))(20))
# expect: 2432902008176640000


def church(n):
    return lambda f: lambda x: x if n == 0 else f(church(n - 1)(f)(x))


print(church(50)(lambda n: n + 1)(0), church(3)(lambda s: s + "a")(""))  # expect: 50 aaa


def deep():
    v = 0

    def a():
        w = v + 1

        def b():
            x = w + v + 1

            def c():
                nonlocal v
                v += x
                return v, w, x

            return c

        return b

    f = a()()
    return f(), f(), v


print(deep())  # expect: ((2, 1, 2), (4, 1, 2), 4)
