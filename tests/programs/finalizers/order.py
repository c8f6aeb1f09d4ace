# __del__ runs as soon as the last reference goes: del, rebinding, end of a function.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a = D("deleted")
del a  # expect: del deleted
print("after del")  # expect: after del
a = D("rebound")
a = D("second")  # expect: del rebound
print("after rebinding")  # expect: after rebinding
a = None  # expect: del second
D("never bound")  # expect: del never bound
print("after expression")  # expect: after expression


def f():
    x = D("local x")
    y = D("local y")
    print("in f")


f()
# expect: in f
# expect: del local x
# expect: del local y
print("after f")  # expect: after f


def g(p):
    p = None
    print("in g")


g(D("argument"))
# expect: del argument
# expect: in g


def h():
    return D("returned")


h()  # expect: del returned
print("after h")  # expect: after h
b = h()
c = b
del b
print("one left")  # expect: one left
del c  # expect: del returned
print("end")  # expect: end
