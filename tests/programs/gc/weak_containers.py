# Weak references of every kind to what only cycles keep alive.
import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.me = self


gc.disable()
values, keys, nodes = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(), weakref.WeakSet()
log = []
for n in range(100):
    node = Node(n)
    values[n] = node
    keys[node] = n
    nodes.add(node)
    weakref.finalize(node, log.append, n)
proxy = weakref.proxy(node)
print(len(values), len(keys), len(nodes), proxy.name)  # expect: 100 100 100 99
gc.collect()
print(len(values), len(keys), len(nodes), sorted(log) == list(range(99)))  # expect: 1 1 1 True
del node
print(proxy.name, values[99].name)  # expect: 99 99
gc.collect()
print(len(values), len(keys), len(nodes), len(log))  # expect: 0 0 0 100
try:
    proxy.name
except ReferenceError as error:
    print(error)  # expect: weakly-referenced object no longer exists
# The callback of a reference that is garbage itself is not called; one from outside is.
called = []
node = Node("inside")
node.ref = weakref.ref(node, lambda ref: called.append("inside"))
outside = weakref.ref(node, lambda ref: called.append("outside"))
del node
gc.collect()
print(called, outside())  # expect: ['outside'] None
# A callback finds nothing through other references, and may collect.
a, b = Node("a"), Node("b")
a.other, b.other = b, a
to_b = weakref.ref(b)
seen = []
watcher = weakref.ref(a, lambda ref: seen.append((to_b(), gc.collect())))
del a, b
gc.collect()
print(seen)  # expect: [(None, 0)]
