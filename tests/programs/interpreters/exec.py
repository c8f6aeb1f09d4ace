# Interpreter.exec: text, code and functions run in the other's __main__, which keeps what they define.
# cpython: the module is new in 3.14
import sys
from concurrent import interpreters

sys.stdout.reconfigure(line_buffering=True)

interp = interpreters.create()
interp.exec("x = [1, 2]; print('there', len(x), __name__, flush=True)")  # expect: there 2 __main__
interp.exec("x.append(3)\nprint(x, flush=True)")  # expect: [1, 2, 3]
print("x" in globals())  # expect: False


def script():
    global y
    y = x[-1] * 2
    print("y is", y, flush=True)


interp.exec(script)  # expect: y is 6
interp.exec(script.__code__)  # expect: y is 6
interp.exec(compile("print(y + 1, flush=True)", "<text>", "exec"))  # expect: 7
interp.exec(b"print('bytes', flush=True)")  # expect: bytes

captured = 1


def outer():
    def inner():
        print(free)
    free = 2
    return inner


def takes(a):
    pass


def answers():
    return 1


for wrong in (outer(), takes, answers, 7, "1 +", "a\0b"):
    try:
        interp.exec(wrong)
    except (ValueError, TypeError, SyntaxError) as e:
        print(type(e).__name__, e)
# expect: ValueError closures not supported
# expect: ValueError code with args not supported
# expect: ValueError code that returns a value is not a script
# expect: TypeError unsupported script 7
# expect: SyntaxError invalid syntax (<script>, line 1)
# expect: SyntaxError source code string cannot contain null bytes

# Each has modules of its own.
import math

math.here = True
interp.exec("import math; print(hasattr(math, 'here'), flush=True)")  # expect: False
sys.setrecursionlimit(777)
interp.exec("import sys; print(sys.getrecursionlimit(), flush=True)")  # expect: 1000
interp.close()
