# What has no instruction of its own, or shares one, is told of once, where it is passed; what leaves a function has the
# line it was left at.
import sys

events = []


def tracer(frame, event, argument):
    if frame.f_code.co_filename == __file__ and frame.f_code is not run.__code__:
        events.append((event, frame.f_lineno - start, frame.f_code.co_name))
        return tracer
    return None


def run(function, *arguments):
    global start
    start = function.__code__.co_firstlineno
    events.clear()
    sys.settrace(tracer)
    try:
        function(*arguments)
    except Exception:
        pass
    finally:
        sys.settrace(None)
    print(function.__name__, *(f"{event[0]}{line}" for event, line, name in events if event != "opcode"))


def branches(a, b):
    if a:
        b = 1
    else:
        pass


def nested(a, b):
    if a:
        if b:
            c = 1
        else:
            c = 2
    else:
        if b:
            c = 3
        else:
            c = 4


def known():
    x = 1
    if False:
        x = 2
    while 0:
        x = 3
    if True:
        x = 4
    else:
        x = 5


def named():
    try:
        raise ValueError
    except ValueError as error:
        x = 1


def named_again():
    try:
        raise ValueError
    except KeyError as error:
        x = 1


def returns_through():
    try:
        return 2
    finally:
        x = 4


def leaves_through():
    for x in (1, 2):
        try:
            if x == 1:
                continue
            break
        finally:
            y = 1
    return y


class Manager:
    def __enter__(self):
        return self
    def __exit__(self, *details):
        return False


def leaves_managed():
    for x in (1, 2):
        with Manager():
            break
    return x


def returns_managed():
    with Manager():
        return 2


def decorate(function):
    return function


def decorated():
    @decorate
    @decorate
    def inner():
        pass

    @decorate
    class Inner:
        "Text."
        x = 1
        if x:
            y = 2
        else:
            y = 3
    inner()


def all_of_them():
    run(branches, 1, 2)
    run(branches, 0, 2)
    for a in 0, 1:
        for b in 0, 1:
            run(nested, a, b)
    run(known)
    run(named)
    run(named_again)
    run(returns_through)
    run(leaves_through)
    run(leaves_managed)
    run(returns_managed)
    run(decorated)


all_of_them()


def lines_left(function):
    try:
        function()
    except Exception as error:
        entry, lines = error.__traceback__.tb_next, []
        while entry:
            lines.append((entry.tb_lineno - function.__code__.co_firstlineno,
                          entry.tb_frame.f_lineno - function.__code__.co_firstlineno))
            entry = entry.tb_next
        print(function.__name__, lines)


def other_handler():
    try:
        1 / 0
    except TypeError:
        pass


def raised_in_handler():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise KeyError


def finally_passed():
    try:
        1 / 0
    finally:
        x = 4


def with_passed():
    with Manager():
        1 / 0


for function in other_handler, raised_in_handler, finally_passed, with_passed:
    lines_left(function)
# expect: branches c0 l1 l2 r2
# expect: branches c0 l1 l4 r4
# expect: nested c0 l1 l7 l10 r10
# expect: nested c0 l1 l7 l8 r8
# expect: nested c0 l1 l2 l5 r5
# expect: nested c0 l1 l2 l3 r3
# expect: known c0 l1 l2 l4 l6 l7 r7
# expect: named c0 l1 l2 e2 l3 l4 r4
# expect: named_again c0 l1 l2 e2 l3 r3
# expect: returns_through c0 l1 l2 l4 r4
# expect: leaves_through c0 l1 l2 l3 l4 l7 l1 l2 l3 l5 l7 l8 r8
# expect: leaves_managed c0 l1 l2 c-6 l-5 r-5 l3 l2 c-4 l-3 r-3 l4 r4
# expect: returns_managed c0 l1 c-13 l-12 r-12 l2 l1 c-11 l-10 r-10 r1
# expect: decorated c0 l1 l2 l3 l2 c-4 l-3 r-3 l1 c-4 l-3 r-3 l3 l6 l7 c6 l6 l8 l9 l10 l11 r11 l6 c-4 l-3 r-3 l7 l14 c1 l4 r4 r14
# expect: other_handler [(2, 3)]
# expect: raised_in_handler [(4, 4)]
# expect: finally_passed [(2, 4)]
# expect: with_passed [(2, 2)]
