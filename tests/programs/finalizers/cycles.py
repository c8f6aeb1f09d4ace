# Cycles are found by gc.collect.
import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.links = []

    def __del__(self):
        print("del", self.name)


a = Node("a")
a.links.append(a)
r = weakref.ref(a)
del a
print("still there:", r() is not None)  # expect: still there: True
gc.collect()  # expect: del a
print("collected:", r() is None)  # expect: collected: True
names = []


class Quiet(Node):
    def __del__(self):
        names.append(self.name)


for n in range(5):
    x, y = Quiet(f"x{n}"), Quiet(f"y{n}")
    x.links.append(y)
    y.links.append(x)
del x, y
gc.collect()
print(len(names), sorted(names)[:2])  # expect: 10 ['x0', 'x1']
d = {}
d["d"] = d
l = []
l.append(l)


def f():
    def g():
        return g

    return g


f()
del d, l
print(gc.collect() > 0, gc.isenabled(), gc.collect())  # expect: True True 0
