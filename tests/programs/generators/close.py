# close raises GeneratorExit where the generator stands.
def gen():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closing")
        raise
    finally:
        print("finally")


g = gen()
print(next(g))  # expect: 1
g.close()
# expect: closing
# expect: finally
g.close()
print(next(g, "closed"))  # expect: closed
g = gen()
g.close()
print("never started:", next(g, "closed"))  # expect: never started: closed


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield "no"


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)  # expect: generator ignored GeneratorExit


def value():
    try:
        yield
    except GeneratorExit:
        return "result"


g = value()
next(g)
print(g.close(), g.close())  # expect: result None


def raises():
    try:
        yield
    finally:
        raise KeyError("from finally")


g = raises()
next(g)
try:
    g.close()
except KeyError as e:
    print(repr(e))  # expect: KeyError('from finally')
