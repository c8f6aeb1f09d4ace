# What is raised where a class makes no exception, and what is its context.
def attempt(call, *arguments):
    try:
        call(*arguments)
    except BaseException as error:
        return type(error).__name__, str(error), type(error.__cause__).__name__, type(error.__context__).__name__


class Failing(Exception):
    def __init__(self):
        raise RuntimeError("not made")


class Other(Exception):
    def __new__(cls):
        return 42


def raise_from(error, cause):
    raise error from cause


print(attempt(raise_from, IndexError, Failing))
print(attempt(raise_from, IndexError, Other))
print(attempt(raise_from, Failing, KeyError))
print(attempt(raise_from, IndexError, 5))
print(attempt(raise_from, IndexError, int))
print(attempt(raise_from, Other, None))


def generate():
    yield 1


def delegate():
    try:
        raise KeyError("outer")
    except KeyError:
        yield from generate()


generator = delegate()
next(generator)
print(attempt(generator.throw, ValueError))


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        1 / 0


def through(items):
    yield from items


import sys

told = []
sys.unraisablehook = lambda unraisable: told.append(unraisable.exc_type.__name__)
generator = through(Broken())
next(generator)
print(generator.close(), told)


def watched():
    try:
        yield 1
    finally:
        print("closing", outer.gi_running)


outer = through(watched())
next(outer)
outer.close()

for kind in (UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError):
    print(repr(str(kind.__new__(kind))))

group = ExceptionGroup("group", [ValueError(1), TypeError(2)])
group.__notes__ = 5
print(hasattr(group.split(ValueError)[0], "__notes__"))
group.__notes__ = ["note"]
print(group.split(ValueError)[0].__notes__)
# expect: ('RuntimeError', 'not made', 'NoneType', 'NoneType')
# expect: ('TypeError', "calling <class '__main__.Other'> should have returned an instance of BaseException, not <class 'int'>", 'NoneType', 'NoneType')
# expect: ('RuntimeError', 'not made', 'NoneType', 'NoneType')
# expect: ('TypeError', 'exception causes must derive from BaseException', 'NoneType', 'NoneType')
# expect: ('TypeError', 'exception causes must derive from BaseException', 'NoneType', 'NoneType')
# expect: ('TypeError', "calling <class '__main__.Other'> should have returned an instance of BaseException, not <class 'int'>", 'NoneType', 'NoneType')
# expect: ('ValueError', '', 'NoneType', 'KeyError')
# expect: None ['ZeroDivisionError']
# expect: closing True
# expect: ''
# expect: ''
# expect: ''
# expect: False
# expect: ['note']
