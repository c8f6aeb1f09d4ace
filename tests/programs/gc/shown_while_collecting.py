# What is about to be taken apart is shown to nobody.
import gc
import weakref


class Node:
    def __init__(self):
        self.me = self
        self.parts = ["part"]


class Saves(Node):
    def __del__(self):
        saved.append(self)


gc.disable()
found, saved = [], []
node = Node()
watcher = weakref.ref(node, lambda ref: found.extend(x for x in gc.get_objects() if type(x) is Node))
del node
gc.collect()
print(all(x.parts == ["part"] and x.me is x for x in found))  # expect: True
found.clear()
for n in range(5):
    node = Saves()
del node
gc.collect()
print(len(saved), all(x.parts == ["part"] and x.me is x for x in saved))  # expect: 5 True
saved.clear()
print(gc.collect() > 0, len(saved))  # expect: True 0
