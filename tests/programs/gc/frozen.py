# What is frozen is not collected until it is thawed.
import gc
import weakref


class Node:
    def __init__(self):
        self.me = self


gc.disable()
gc.collect()
node = Node()
ref = weakref.ref(node)
gc.freeze()
print(gc.get_freeze_count() > 0)  # expect: True
del node
gc.collect()
print(ref() is not None)  # expect: True
# What was made later is collected as ever.
later = weakref.ref(Node())
gc.collect()
print(later())  # expect: None
gc.unfreeze()
print(gc.get_freeze_count())  # expect: 0
gc.collect()
print(ref())  # expect: None
# What is frozen dies with its last reference all the same.
text = {"plain": []}
plain = weakref.WeakValueDictionary()
plain[1] = other = Node()
other.me = None
gc.freeze()
del other
print(len(plain))  # expect: 0
gc.unfreeze()
