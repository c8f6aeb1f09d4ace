# Interpreter.call: arguments and results are copies.
# cpython: the module is new in 3.14
import threading
from concurrent import interpreters

BASE = 40


def add(a, b, *, c):
    return a + b + c


def same(x):
    return x


def change(items):
    items.append(1)
    return len(items)


def where():
    from concurrent import interpreters

    return interpreters.get_current().id


def fails():
    raise OSError(2, "no")


def lock():
    import threading

    return threading.Lock()


# More than its code: it is found by its name, and the program's file is run for that.
def with_global(x):
    return BASE + x


def main():
    interp = interpreters.create()
    print(interp.call(add, 1, 2, c=3))  # expect: 6
    print(interp.call(add, "a", "b", c="c"), interp.call(add, b"a", b"b", c=b"c"))  # expect: abc b'abc'
    print(interp.call(pow, 2, 200) == 2**200)  # expect: True

    values = [None, True, 1, -(2**62), 2**63 - 1, 2**80, 1.5, float("inf"), "é\U0001f600", b"\0\xff", (), (1, ("a", (None,)))]
    print(all(interp.call(same, value) == value for value in values))  # expect: True
    print(all(type(interp.call(same, value)) is type(value) for value in values))  # expect: True
    nan = interp.call(same, float("nan"))
    print(nan != nan)  # expect: True
    view = interp.call(same, memoryview(b"memory")[1:5])
    print(view.tobytes(), view.readonly)  # expect: b'emor' True

    # Pickled.
    given = {"list": [1, [2]], "set": {3}, "dict": {4: (5,)}}
    got = interp.call(same, given)
    print(got == given, got is given)  # expect: True False
    mine = []
    print(interp.call(change, mine), mine)  # expect: 1 []

    print(where(), interp.call(where))  # expect: 0 1
    print(interp.call(len, [1, 2, 3]))  # expect: 3
    try:
        interp.call(fails)
    except interpreters.ExecutionFailed as e:
        print(e.excinfo.formatted)  # expect: FileNotFoundError: [Errno 2] no

    # Not shareable: on the way there, and on the way back.
    for call in (lambda: interp.call(same, threading.Lock()), lambda: interp.call(lock)):
        try:
            call()
        except interpreters.NotShareableError as e:
            print(isinstance(e, TypeError), str(e).endswith("does not support cross-interpreter data"))
    # expect: True True
    # expect: True True
    try:
        interp.call(7)
    except TypeError as e:
        print(e)  # expect: expected a callable, got 7
    print(interp.call(with_global, 2))  # expect: 42
    interp.close()


if __name__ == "__main__":
    main()
