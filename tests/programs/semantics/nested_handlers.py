# Handlers inside handlers, loops and functions keep the right exception current.
import sys


def current():
    e = sys.exception()
    return None if e is None else str(e)


print(current())  # expect: None
try:
    raise ValueError("a")
except ValueError:
    print(current())
    try:
        raise KeyError("b")
    except KeyError:
        print(current())
        for i in range(2):
            try:
                raise IndexError(i)
            except IndexError:
                print(current())
                if i:
                    break
                continue
            finally:
                print("finally", current())
        print(current())
    print(current())

    def helper():
        before = current()
        try:
            raise TypeError("in helper")
        except TypeError:
            inside = current()
        return before, inside, current()

    print(helper(), current())
# expect: a
# expect: 'b'
# expect: 0
# expect: finally 'b'
# expect: 1
# expect: finally 'b'
# expect: 'b'
# expect: a
# expect: ('a', 'in helper', 'a') a
print(current())  # expect: None


def returns():
    try:
        raise ValueError("r")
    except ValueError:
        return current()


print(returns(), current())  # expect: r None


def swallow():
    while True:
        try:
            raise ValueError("w")
        except ValueError:
            break
    return current()


print(swallow())  # expect: None


def gen():
    try:
        raise KeyError("g")
    except KeyError:
        yield current()
        yield current()
    yield current()


try:
    raise ValueError("outside")
except ValueError:
    g = gen()
    print(next(g), current(), next(g), current(), next(g), current())
# expect: 'g' outside 'g' outside outside outside


class CM:
    def __enter__(self):
        return current()

    def __exit__(self, *exc):
        print("exit sees", current())
        return True


with CM() as before:
    raise ValueError("in with")
# expect: exit sees in with
print(before, current())  # expect: None None
try:
    try:
        raise ValueError("first")
    finally:
        print("finally sees", current())  # expect: finally sees first
        try:
            raise KeyError("second")
        except KeyError:
            print("inner", current())  # expect: inner 'second'
        print("finally still sees", current())  # expect: finally still sees first
except ValueError as e:
    print("caught", e, e.__context__)  # expect: caught first None
print(current())  # expect: None
try:
    [current() for _ in [1 / 0]]
except ZeroDivisionError:
    print([current() for _ in "x"], (lambda: current())(), sorted([2, 1], key=lambda v: len(current())))
# expect: ['division by zero'] division by zero [2, 1]
