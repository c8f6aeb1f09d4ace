# A debugger on an exception: the frames it came through, and their variables.
import io
import pdb
import sys


def divide(a, b):
    return a / b


def outer(x):
    y = x - 1
    return divide(x, y)


try:
    outer(1)
except ZeroDivisionError as error:
    out = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO("p a, b\nup\np x, y\ndown\nargs\nquit\n"), stdout=out, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    debugger.prompt = ""
    debugger.reset()
    debugger.interaction(None, error.__traceback__)
    for line in out.getvalue().splitlines():
        print(line.replace(__file__.rpartition("/")[0] + "/", ""))
# expect: > post_mortem.py(8)divide()
# expect: -> return a / b
# expect: (1, 0)
# expect: > post_mortem.py(13)outer()
# expect: -> return divide(x, y)
# expect: (1, 0)
# expect: > post_mortem.py(8)divide()
# expect: -> return a / b
# expect: a = 1
# expect: b = 0
