# A trace function may have a frame go on at another line, where nothing is in hand that is not in hand already.
import sys


def run(function, jump_from, jump_to, event="line"):
    """Calls the function; when it comes to a line the first time, goes to another. Lines count from the function's."""
    first = function.__code__.co_firstlineno
    lines, done, out = [], False, []

    def trace(frame, what, argument):
        nonlocal done
        if frame.f_code is not function.__code__:
            return None
        if what == "line":
            lines.append(frame.f_lineno - first)
        if what == event and not done and frame.f_lineno - first == jump_from:
            done = True
            try:
                frame.f_lineno = first + jump_to
                print("at", frame.f_lineno - first, end="; ")
            except ValueError as error:
                print(error, end="; ")
        return trace

    sys.settrace(trace)
    try:
        function(out)
    except Exception as error:
        out.append(repr(error))
    finally:
        sys.settrace(None)
    print(*out, "lines", lines)


def straight(out):
    out.append(1)
    out.append(2)
    out.append(3)


run(straight, 1, 3)
# expect: at 3; 3 lines [1]
run(straight, 3, 1)
# expect: at 1; 1 2 1 2 3 lines [1, 2, 3, 2, 3]


def loop(out):
    out.append(1)
    for i in range(2):
        out.append(i)
    out.append("end")


run(loop, 3, 4)
# expect: at 4; 1 end lines [1, 2, 3]
run(loop, 3, 1)
# expect: at 1; 1 1 0 1 end lines [1, 2, 3, 2, 3, 2, 3, 2, 4]


def handler(out):
    try:
        out.append(1)
        raise KeyError
    except KeyError:
        out.append(sys.exception() is not None)
    out.append(sys.exception())


run(handler, 5, 6)
# expect: at 6; 1 None lines [1, 2, 3, 4, 5]


def unbound(out):
    x = 1
    out.append(x)


import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    run(unbound, 1, 2)
    print(caught[0].category.__name__, str(caught[0].message).startswith("assigning None to 1 unbound local"))
# expect: at 2; None lines [1]
# expect: RuntimeWarning True


def into(out):
    for i in range(2):
        out.append(i)
    while out:
        del out[0]
    with open(__file__):
        out.append("with")


def refused(function, jump_from, jump_to, event="line"):
    import contextlib
    import io

    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        run(function, jump_from, jump_to, event)
    print(text.getvalue().split(";")[0] if not text.getvalue().startswith("at") else "it went there")


refused(into, 3, 2)
# expect: can't jump into the body of a for loop
refused(into, 1, 6)
# expect: incompatible stacks
refused(straight, 2, -1)
refused(straight, 2, 99)
# expect: line 34 comes before the current code block
# expect: line 134 comes after the current code block
refused(straight, 0, 1, "call")
# expect: can't jump from the 'call' trace event of a new frame
refused(straight, 3, 1, "return")
# expect: can only jump from a 'line' trace event
try:
    sys._getframe().f_lineno = 1
except ValueError as error:
    print(error)
# expect: f_lineno can only be set in a trace function
try:
    sys._getframe().f_lineno = "1"
except ValueError as error:
    print(error)
# expect: lineno must be an integer
