# Cycles are collected while threads start, block, end, and hold what they have in nothing but local variables.
import gc
import queue
import threading
import time
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.me = self


def rounds(results):
    for number in range(30):
        kept = Node(number)
        ring = [kept, {"kept": kept}]
        ring.append(ring)
        lost = weakref.ref(Node("lost"))
        if number % 3 == 0:
            time.sleep(0.001)
        thread = threading.Thread(target=lambda: ring[1]["kept"].me.name)
        thread.start()
        thread.join()
        assert ring[2] is ring and ring[0].me is kept and kept.name == number
        del ring, kept
        results.put(lost)


def collect(over, found):
    while not over.is_set():
        found.append(gc.collect())


results, over, found = queue.Queue(), threading.Event(), []
workers = [threading.Thread(target=rounds, args=(results,)) for _ in range(3)]
collectors = [threading.Thread(target=collect, args=(over, found)) for _ in range(2)]
for thread in collectors + workers:
    thread.start()
for thread in workers:
    thread.join()
over.set()
for thread in collectors:
    thread.join()
gc.collect()
lost = [results.get() for _ in range(90)]
print(len(lost), [ref() for ref in lost if ref() is not None], sum(found) > 0)  # expect: 90 [] True
