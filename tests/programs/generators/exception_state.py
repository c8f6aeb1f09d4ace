# The exception being handled belongs to whoever handles it, not to a generator it resumes.
import sys


def gen():
    yield sys.exc_info()[0]
    try:
        raise KeyError("inside")
    except KeyError:
        yield sys.exc_info()[0].__name__
    yield sys.exc_info()[0]


g = gen()
print(next(g))  # expect: None
try:
    raise ValueError("outside")
except ValueError:
    print(next(g))  # expect: KeyError
    print(sys.exc_info()[0].__name__)  # expect: ValueError
print(next(g), sys.exc_info()[0])  # expect: None None


def reraises():
    try:
        yield
    except ValueError:
        yield "caught"
        raise


g = reraises()
next(g)
print(g.throw(ValueError("kept")))  # expect: caught
try:
    try:
        raise IndexError("other")
    except IndexError:
        next(g)
except ValueError as e:
    print(e, type(e.__context__).__name__)  # expect: kept NoneType
