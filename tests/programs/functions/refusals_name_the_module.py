# A built-in function that is called with too many arguments is named with its module.
import _thread
import gc
import math
import time


def attempt(function, *arguments):
    try:
        function(*arguments)
    except TypeError as error:
        print(error)


attempt(math.sqrt)  # expect: math.sqrt() takes exactly one argument (0 given)
attempt(time.time, 1)  # expect: time.time() takes no arguments (1 given)
attempt(gc.isenabled, 1)  # expect: gc.isenabled() takes no arguments (1 given)
attempt(len)  # expect: len() takes exactly one argument (0 given)
attempt([].clear, 1)  # expect: list.clear() takes no arguments (1 given)
attempt(_thread.allocate_lock, 1)  # expect: _thread.allocate_lock() takes no arguments (1 given)
attempt(_thread.lock, 1)  # expect: lock expected 0 arguments, got 1
