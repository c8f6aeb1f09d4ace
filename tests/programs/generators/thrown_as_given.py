# What is thrown into a generator: a delegate is given what was given, a class makes its exception where it is raised, and
# what the caller handles is no context of it.
class Picky(Exception):
    def __init__(self, one):
        print("made", one)


def plain():
    try:
        yield 1
    except TypeError as e:
        print("caught", e)
        yield 2


g = plain()
next(g)
print(g.throw(Picky))
# expect: caught Picky.__init__() missing 1 required positional argument: 'one'
# expect: 2

g = plain()
try:
    g.throw(Picky)
except TypeError as e:
    print(g.gi_frame, list(g))  # expect: None []


class Delegate:
    def __iter__(self):
        return self

    def __next__(self):
        return 0

    def throw(self, *given):
        print(given == (Picky,), len(given))
        return 7


def delegating():
    yield from Delegate()


g = delegating()
next(g)
print(g.throw(Picky))
# expect: True 1
# expect: 7


def contexts():
    try:
        yield
    except ValueError as e:
        print(repr(e.__context__))
    try:
        raise KeyError("own")
    except KeyError:
        try:
            yield
        except ValueError as e:
            print(repr(e.__context__))
    try:
        yield
    except ValueError:
        try:
            raise IndexError
        except IndexError as e:
            print(repr(e.__context__))
    yield


g = contexts()
next(g)
for _ in range(3):
    try:
        1 / 0
    except ZeroDivisionError:
        g.throw(ValueError())
# expect: None
# expect: KeyError('own')
# expect: ValueError()

g = contexts()
try:
    1 / 0
except ZeroDivisionError:
    try:
        g.throw(ValueError("first"))
    except ValueError as e:
        print(repr(e.__context__), e.__traceback__.tb_next.tb_frame.f_code.co_name)
# expect: None contexts

try:
    plain().throw(StopIteration("before it begins"))
except StopIteration as e:
    print(repr(e), e.__cause__)  # expect: StopIteration('before it begins') None
