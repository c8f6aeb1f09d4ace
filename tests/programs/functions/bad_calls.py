# The message says which argument is missing or too many.
def f(a, b, c=3, *, d, e=5):
    pass


def g():
    pass


def h(a, /, b):
    pass


def k(a, b=1):
    pass


def attempt(function):
    try:
        function()
        print("fine")
    except TypeError as e:
        print(e)


attempt(lambda: f())  # expect: f() missing 2 required positional arguments: 'a' and 'b'
attempt(lambda: f(1))  # expect: f() missing 1 required positional argument: 'b'
attempt(lambda: f(1, 2))  # expect: f() missing 1 required keyword-only argument: 'd'
attempt(lambda: f(1, 2, 3, 4, d=1))
# expect: f() takes from 2 to 3 positional arguments but 4 positional arguments (and 1 keyword-only argument) were given
attempt(lambda: f(1, 2, 3, 4))  # expect: f() takes from 2 to 3 positional arguments but 4 were given
attempt(lambda: f(1, 2, d=1, z=1))  # expect: f() got an unexpected keyword argument 'z'
attempt(lambda: f(1, 2, a=1, d=1))  # expect: f() got multiple values for argument 'a'
attempt(lambda: f(b=1, d=1))  # expect: f() missing 1 required positional argument: 'a'
attempt(lambda: g(1))  # expect: g() takes 0 positional arguments but 1 was given
attempt(lambda: g(x=1))  # expect: g() got an unexpected keyword argument 'x'
attempt(lambda: g(1, 2, 3))  # expect: g() takes 0 positional arguments but 3 were given
attempt(lambda: h(a=1, b=2))
# expect: h() got some positional-only arguments passed as keyword arguments: 'a'
attempt(lambda: h(1))  # expect: h() missing 1 required positional argument: 'b'
attempt(lambda: h(1, 2, 3))  # expect: h() takes 2 positional arguments but 3 were given
attempt(lambda: k())  # expect: k() missing 1 required positional argument: 'a'
attempt(lambda: k(1, 2, 3))  # expect: k() takes from 1 to 2 positional arguments but 3 were given
attempt(lambda: k(1, 2, b=3))  # expect: k() got multiple values for argument 'b'
attempt(lambda: (lambda x: x)())
# expect: <lambda>.<locals>.<lambda>() missing 1 required positional argument: 'x'
attempt(lambda: (lambda *, x: x)(1))
# expect: <lambda>.<locals>.<lambda>() takes 0 positional arguments but 1 was given
attempt(lambda: f(1, 2, d=1))  # expect: fine
