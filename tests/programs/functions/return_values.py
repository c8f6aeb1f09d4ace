# What calls give back.
def nothing():
    pass


def bare():
    return


def early(n):
    if n > 0:
        return "positive"
    if n < 0:
        return "negative"


def several():
    return 1, 2


def nested():
    def inner():
        return inner

    return inner


print(nothing(), bare(), early(1), early(-1), early(0))  # expect: None None positive negative None
print(several(), nested()() is nested()())  # expect: (1, 2) False
a, b = several()
print(a, b, nested()().__name__)  # expect: 1 2 inner
print((lambda: (yield))().__class__.__name__, [][:] or "empty")  # expect: generator empty


def loop():
    for i in range(10):
        for j in range(10):
            if i * j == 42:
                return i, j


print(loop())  # expect: (6, 7)


def in_finally():
    for i in range(3):
        try:
            continue
        finally:
            if i == 1:
                return i


print(in_finally())  # expect: 1
