# A function without parameters refuses keywords.
import gc
import sys
import time


def attempt(call):
    try:
        call()
    except TypeError as e:
        print(e)


attempt(lambda: gc.isenabled(x=1))  # expect: gc.isenabled() takes no keyword arguments
attempt(lambda: time.process_time_ns(n=[]))  # expect: time.process_time_ns() takes no keyword arguments
attempt(lambda: sys.getdefaultencoding(**{"a": 1, "b": 2}))  # expect: sys.getdefaultencoding() takes no keyword arguments
attempt(lambda: globals(a=1))  # expect: globals() takes no keyword arguments
attempt(lambda: [].clear(a=1))  # expect: list.clear() takes no keyword arguments
