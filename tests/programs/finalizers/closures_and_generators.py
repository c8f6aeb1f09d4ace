# What a closure, a generator or a bound method keeps alive.
class D:
    def __init__(self, name):
        self.name = name

    def method(self):
        return self.name

    def __del__(self):
        print("del", self.name)


def make(name):
    d = D(name)
    return lambda: d.name


f = make("in closure")
print(f())  # expect: in closure
f = None  # expect: del in closure
m = D("bound").method
print(m())  # expect: bound
m = None  # expect: del bound


def gen():
    d = D("in generator")
    yield d.name
    print("never")


g = gen()
print(next(g))  # expect: in generator
g = None  # expect: del in generator


def args():
    d = D("partial")
    yield
    del d
    print("deleted inside")
    yield


for _ in args():
    print("step")
# expect: step
# expect: del partial
# expect: deleted inside
# expect: step


def default(x=D("default")):
    pass


del default  # expect: del default


class C:
    attribute = D("class attribute")


import gc

del C
gc.collect()  # expect: del class attribute
print("end")  # expect: end
