# What is left at the end of a program is finalized while everything it uses is still there.
import sys


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, helper(), type(sys).__name__)


def helper():
    return "helped"


a = D("a")
b = [D("in a list"), {"k": D("in a dict")}]
c = D("in a cycle")
c.me = c


def generator():
    try:
        yield
    finally:
        print("generator closed")


g = generator()
next(g)


class Holder:
    held = D("held by a class")


def function(default=D("a default")):
    pass


class Phoenix:
    def __del__(self):
        print("once")
        saved.append(self)


saved = []
p = Phoenix()
print("end")
# expect: end
# expect: del a helped module
# expect: del in a cycle helped module
# expect: generator closed
# expect: once
# expect: del in a list helped module
# expect: del in a dict helped module
# expect: del held by a class helped module
# expect: del a default helped module
