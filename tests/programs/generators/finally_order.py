# try, with and return inside generators.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind.__name__ if kind else None)


def gen():
    with Noisy("a"), Noisy("b"):
        try:
            yield 1
            yield 2
        finally:
            print("cleanup")
            yield "from finally"
    yield "after"


print(list(gen()))
# expect: enter a
# expect: enter b
# expect: cleanup
# expect: exit b None
# expect: exit a None
# expect: [1, 2, 'from finally', 'after']
g = gen()
next(g)
# expect: enter a
# expect: enter b
try:
    print(g.throw(ValueError("x")))
    next(g)
except ValueError as e:
    print("out", e)
# expect: cleanup
# expect: from finally
# expect: exit b ValueError
# expect: exit a ValueError
# expect: out x


def returns():
    try:
        yield 1
        return "r"
    finally:
        print("finally after return")


g = returns()
next(g)
try:
    next(g)
except StopIteration as e:
    print(e.value)
# expect: finally after return
# expect: r
