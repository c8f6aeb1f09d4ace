# What happens to an exception that a thread does not catch.
import sys
import threading

seen = []


def hook(args):
    seen.append((args.exc_type, str(args.exc_value), args.exc_traceback is not None, args.thread.name))


threading.excepthook = hook


def run(function):
    t = threading.Thread(target=function, name="T")
    t.start()
    t.join()


def fail():
    raise ValueError("failed")


run(fail)
print(seen)  # expect: [(<class 'ValueError'>, 'failed', True, 'T')]
run(lambda: sys.exit(5))
print(len(seen))  # expect: 2


class Late(threading.Thread):
    def run(self):
        1 / 0


t = Late(name="late")
t.start()
t.join()
print(seen[-1][0].__name__, seen[-1][3])  # expect: ZeroDivisionError late
threading.excepthook = threading.__excepthook__
print(threading.excepthook is threading.__excepthook__)  # expect: True
