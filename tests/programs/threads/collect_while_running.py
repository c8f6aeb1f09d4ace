# The collector runs while other threads make, change and drop objects.
import gc
import sys
import threading
import weakref

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
stop = threading.Event()
wrong = []


class Node:
    def __init__(self, n):
        self.n = n
        self.me = self
        self.items = [n, {n: self}]


def mutate(me):
    alive = []
    for n in range(400):
        node = Node((me, n))
        alive.append(node)
        if len(alive) > 10:
            old = alive.pop(0)
            if old.me is not old or old.items[1][old.n] is not old:
                wrong.append(old.n)


def collect():
    while not stop.is_set():
        gc.collect()


collector = threading.Thread(target=collect)
collector.start()
workers = [threading.Thread(target=mutate, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
stop.set()
collector.join()
probe = Node("last")
r = weakref.ref(probe)
del probe
gc.collect()
print(wrong, r())  # expect: [] None
