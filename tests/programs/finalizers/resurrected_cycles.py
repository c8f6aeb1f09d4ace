# A finalizer brings part of a cycle back; the rest goes, and a finalizer runs once.
import gc
import weakref

log, saved = [], []


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)
        if self.name == "saves":
            saved.append(self)


a, b, c = Node("saves"), Node("saved with it"), Node("alone")
a.other, b.other, c.other = b, a, c
weak = weakref.ref(c)
called = []
watcher = weakref.ref(a, called.append)
del a, b, c
print(gc.collect() > 0)
print(sorted(log), len(saved), saved[0].other.name, weak(), called == [watcher])
log.clear()
saved.clear()
gc.collect()
print(log)
for n in range(50):
    x, y = Node(n), [n]
    x.y, x.me = y, x
    y.append(x)
del x, y
gc.collect()
print(len(log), gc.collect())


class Maker:
    def __del__(self):
        m = Node("made by a finalizer")
        m.me = m


m = Maker()
m.me = m
del m
log.clear()
gc.collect()
gc.collect()
print(log)
# expect: True
# expect: ['alone', 'saved with it', 'saves'] 1 saved with it None True
# expect: []
# expect: 50 0
# expect: ['made by a finalizer']
