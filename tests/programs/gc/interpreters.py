# Each interpreter has a collector of its own.
# cpython: the module is new in 3.14
import gc
import threading
from concurrent import interpreters

MAKE = """
import gc, weakref

class Node:
    def __init__(self):
        self.me = self

assert gc.isenabled() and gc.get_threshold()[0] == 2000
gc.disable()
refs = [weakref.ref(Node()) for _ in range(5000)]
assert all(ref() is not None for ref in refs)
assert gc.collect() >= 5000
assert not any(ref() is not None for ref in refs)
gc.enable()
lost = 0
for round in range(20):
    refs = [weakref.ref(Node()) for _ in range(1000)]
    lost += sum(ref() is None for ref in refs)
assert gc.get_stats()[0]["collections"] > 0
"""


class Node:
    def __init__(self):
        self.me = self


gc.disable()
gc.set_threshold(7)
ours = [Node() for _ in range(100)]
before = gc.get_stats()
made = [interpreters.create() for _ in range(3)]
threads = [threading.Thread(target=interp.exec, args=(MAKE,)) for interp in made]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(gc.isenabled(), gc.get_threshold()[0], gc.get_stats() == before)  # expect: False 7 True
# One that ends with cycles in it, while this one collects.
for interp in made:
    interp.exec("gc.disable(); rings = [Node() for _ in range(100)]; del rings")
ending = [threading.Thread(target=interp.close) for interp in made]
for thread in ending:
    thread.start()
ours.clear()
print(gc.collect() >= 100)  # expect: True
for thread in ending:
    thread.join()
