# A generator that handles the very exception its caller handles goes on handling it when it is resumed elsewhere.
import sys


def generator():
    try:
        yield sys.exception()
    except ValueError as error:
        yield sys.exception(), error.__context__
        yield sys.exception()
        try:
            raise KeyError
        except KeyError:
            yield sys.exception()
        yield sys.exception()
        raise


made = generator()
next(made)
try:
    raise ValueError(1)
except ValueError as error:
    print(made.throw(error))
    print(repr(next(made)))
print(repr(next(made)), sys.exception())
try:
    raise IndexError
except IndexError:
    print(repr(next(made)), repr(sys.exception()))
try:
    next(made)
except ValueError as error:
    print(repr(error), error.__context__)


def plain():
    yield sys.exception()
    yield sys.exception()
    try:
        raise KeyError
    except KeyError:
        pass
    yield sys.exception()


made = plain()
print(next(made))
try:
    raise ValueError(2)
except ValueError:
    print(repr(next(made)), repr(next(made)))
# expect: (ValueError(1), None)
# expect: ValueError(1)
# expect: KeyError() None
# expect: ValueError(1) IndexError()
# expect: ValueError(1) None
# expect: None
# expect: ValueError(2) ValueError(2)
