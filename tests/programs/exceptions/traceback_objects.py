# The traceback of an exception: where it was raised and through which calls it came.
import sys
import traceback


def inner():
    raise ValueError("x")


def outer():
    inner()


try:
    outer()
except ValueError as e:
    t = e.__traceback__
    names = []
    while t:
        names.append((t.tb_frame.f_code.co_name, t.tb_lineno))
        t = t.tb_next
    print(names)
    print(sys.exc_info()[0] is ValueError, sys.exc_info()[1] is e, sys.exception() is e)
    lines = traceback.format_exception(e)
    print(lines[0].strip(), "|", lines[-1].strip(), "|", len(lines))
# expect: [('<module>', 15), ('outer', 11), ('inner', 7)]
# expect: True True True
# expect: Traceback (most recent call last): | ValueError: x | 5
print(sys.exc_info(), sys.exception())  # expect: (None, None, None) None
e = ValueError("fresh")
print(e.__traceback__, traceback.format_exception_only(e))  # expect: None ['ValueError: fresh\n']
try:
    raise e.with_traceback(None)
except ValueError as x:
    print(x is e, x.__traceback__.tb_next)  # expect: True None
summary = None
try:
    outer()
except ValueError as e:
    summary = traceback.extract_tb(e.__traceback__)
print([(f.name, f.line) for f in summary])
# expect: [('<module>', 'outer()'), ('outer', 'inner()'), ('inner', 'raise ValueError("x")')]
