# An exception keeps the frames it came through, and so their locals, alive.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def f():
    d = D("in f")
    raise ValueError("x")


try:
    f()
except ValueError as e:
    print("handling")
# expect: handling
# expect: del in f
print("handled")  # expect: handled
saved = None
try:
    f()
except ValueError as e:
    saved = e
print("saved")  # expect: saved
saved = None  # expect: del in f
print("dropped")  # expect: dropped


def g():
    d = D("in g")
    try:
        f()
    except ValueError:
        print("g handled")
    print("g ends")


g()
# expect: g handled
# expect: del in f
# expect: g ends
# expect: del in g
try:
    raise KeyError(D("in args"))
except KeyError:
    pass
# expect: del in args
print("end")  # expect: end
