# Exceptions cross every kind of frame.
def boom(x):
    raise ValueError(x)


def gen():
    try:
        yield boom("in generator")
    except ValueError as e:
        yield f"handled {e}"
        boom("again")


g = gen()
print(next(g))  # expect: handled in generator
for make in (
    lambda: next(g),
    lambda: [boom(i) for i in "a"],
    lambda: sorted([2, 1], key=boom),
    lambda: list(map(boom, [7])),
    lambda: max([1], key=boom),
    lambda: type("C", (), {"__init__": lambda self: boom("init")})(),
    lambda: {**{"a": boom("display")}},
    lambda: (lambda x=1: boom(x))(),
    lambda: f"{boom('f-string')}",
):
    try:
        make()
    except ValueError as e:
        print(e)
# expect: again
# expect: a
# expect: 2
# expect: 7
# expect: 1
# expect: init
# expect: display
# expect: 1
# expect: f-string


class Meta(type):
    def __new__(m, *a):
        boom("metaclass")


try:

    class X(metaclass=Meta):
        pass

except ValueError as e:
    print(e)  # expect: metaclass
