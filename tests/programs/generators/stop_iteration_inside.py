# StopIteration must not leak out of a generator by mistake.
def leak():
    yield 1
    next(iter([]))
    yield 2


g = leak()
print(next(g))  # expect: 1
try:
    next(g)
except RuntimeError as e:
    print(e, type(e.__cause__).__name__)  # expect: generator raised StopIteration StopIteration


def explicit():
    yield 1
    raise StopIteration("value")


try:
    list(explicit())
except RuntimeError as e:
    print(e)  # expect: generator raised StopIteration


def handled():
    yield 1
    try:
        next(iter([]))
    except StopIteration:
        yield "handled"


print(list(handled()))  # expect: [1, 'handled']
g = (next(iter([])) for _ in [1])
try:
    next(g)
except RuntimeError as e:
    print(e)  # expect: generator raised StopIteration
