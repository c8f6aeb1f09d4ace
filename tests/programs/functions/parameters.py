# Positional, default, star, keyword-only and double-star parameters together.
def f(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs


print(f(1, c=3), f(1, 20, c=3))  # expect: (1, 2, (), 3, 4, {}) (1, 20, (), 3, 4, {})
print(f(1, 2, 3, 4, c=5))  # expect: (1, 2, (3, 4), 5, 4, {})
print(f(1, c=3, d=40, e=5))  # expect: (1, 2, (), 3, 40, {'e': 5})
print(f(b=1, a=2, c=3, z=0))  # expect: (2, 1, (), 3, 4, {'z': 0})
print(f(*[1, 2, 3], **{"c": 4, "x": 5}))  # expect: (1, 2, (3,), 4, 4, {'x': 5})
print(f(1, *(2,), *[3], c=0, **{}, **{"y": 1}))  # expect: (1, 2, (3,), 0, 4, {'y': 1})


def only_keywords(*, a, b=1):
    return a, b


print(only_keywords(a=0), only_keywords(b=2, a=1))  # expect: (0, 1) (1, 2)


def only_positional(a, b=2, /):
    return a, b


print(only_positional(1), only_positional(1, 3))  # expect: (1, 2) (1, 3)


def mixed(a, /, b, *, c):
    return a, b, c


print(mixed(1, 2, c=3), mixed(1, c=3, b=2))  # expect: (1, 2, 3) (1, 2, 3)


def shadow(a, /, **kwargs):
    return a, kwargs


print(shadow(1, a=2))  # expect: (1, {'a': 2})


def gather(*args, **kwargs):
    return args, kwargs


print(gather(), gather(1, x=2))  # expect: ((), {}) ((1,), {'x': 2})
print(gather(*"ab", **dict(c=1)), gather(*gather(1)[0]))  # expect: (('a', 'b'), {'c': 1}) ((1,), {})
