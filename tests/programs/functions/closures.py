# Inner functions keep the variables of outer ones, not their values.
def counter():
    n = 0

    def step(by=1):
        nonlocal n
        n += by
        return n

    def read():
        return n

    return step, read


a, read_a = counter()
b, read_b = counter()
a()
a()
b(10)
print(read_a(), read_b(), a(5), read_a())  # expect: 2 10 7 7


def late():
    functions = []
    for i in range(3):
        functions.append(lambda: i)
    i = "last"
    return [f() for f in functions]


print(late())  # expect: ['last', 'last', 'last']


def levels(x):
    def one():
        def two():
            def three():
                nonlocal x
                x += 1
                return x

            return three

        return two

    return one()(), lambda: x


inc, get = levels(5)
inc()
inc()
print(get(), inc.__code__.co_freevars, inc.__closure__[0].cell_contents)  # expect: 7 ('x',) 7


def unset():
    def inner():
        return later

    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    later = "now"
    return inner()


print(unset())
# expect: NameError cannot access free variable 'later' where it is not associated with a value in enclosing scope
# expect: now
