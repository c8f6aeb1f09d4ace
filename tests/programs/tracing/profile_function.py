# A profile function hears of calls and returns, also of functions that are not written in Python.
import sys


def work():
    x = len([1, 2])
    try:
        int.from_bytes(1, 2, 3, 4)
    except TypeError:
        pass
    return [].append(x)


heard = []


def profile(frame, what, argument):
    if frame.f_code is work.__code__:
        heard.append((what, getattr(argument, "__name__", argument)))


sys.setprofile(profile)
print(sys.getprofile() is profile)
# expect: True
work()
sys.setprofile(None)
print(*heard, sep="\n")
# expect: ('call', None)
# expect: ('c_call', 'len')
# expect: ('c_return', 'len')
# expect: ('c_call', 'from_bytes')
# expect: ('c_exception', 'from_bytes')
# expect: ('c_call', 'append')
# expect: ('c_return', 'append')
# expect: ('return', None)
print(sys.getprofile())
# expect: None


def fails(frame, what, argument):
    raise ZeroDivisionError(what)


sys.setprofile(fails)
try:
    work()
except ZeroDivisionError as error:
    print("it failed at", error, sys.getprofile())
# expect: it failed at call None
