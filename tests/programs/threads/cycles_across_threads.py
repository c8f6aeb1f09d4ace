# Cycles whose parts were made by different threads are collected, whoever collects.
import gc
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
gone = []


class Node:
    def __init__(self, n):
        self.n, self.next = n, None

    def __del__(self):
        gone.append(self.n)


rings = [[] for _ in range(50)]
barrier = threading.Barrier(threads)
lock = threading.Lock()


def work(me):
    for n, ring in enumerate(rings):
        node = Node((n, me))
        with lock:
            ring.append(node)
    del node, ring
    barrier.wait()
    for ring in rings[me::threads]:
        for a, b in zip(ring, ring[1:] + ring[:1]):
            a.next = b
        ring.clear()
    a = b = None
    if me == 0:
        gc.collect()


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
gc.collect()
print(len(gone) == 50 * threads, len(set(gone)) == len(gone))  # expect: True True
