# Finalizers and weak reference callbacks make objects, cycles too, start threads and bring things back.
import gc
import threading
import weakref


class Node:
    def __init__(self, number):
        self.number = number
        self.me = self

    def __del__(self):
        made.append([Node.ring(self.number) for _ in range(3)])
        if self.number % 10 == 0:
            saved.append(self)
        if self.number % 50 == 0:
            thread = threading.Thread(target=ran.append, args=(self.number,))
            thread.start()
            thread.join()

    @staticmethod
    def ring(number):
        ring = {"number": number}
        ring["ring"] = ring
        return weakref.ref(Other(ring))


class Other:
    def __init__(self, ring):
        self.ring = ring
        ring["other"] = self


def called(ref):
    log.append(ref() is None)
    rings = [[n] for n in range(50)]
    for ring in rings:
        ring.append(rings)


made, saved, ran, log = [], [], [], []
gc.set_threshold(100)
refs = [weakref.ref(Node(number), called) for number in range(200)]
gc.collect()
print(len(log), all(log))  # expect: 200 True
print(sorted(node.number for node in saved) == list(range(0, 200, 10)))  # expect: True
print(all(node.me is node for node in saved), sorted(ran))  # expect: True [0, 50, 100, 150]
rings = [ref for refs in made for ref in refs]
gc.collect()
print(len(rings), [ref() for ref in rings if ref() is not None])  # expect: 600 []
# What was brought back is collected like anything else when it is let go, without its finalizer.
made.clear()
back = weakref.ref(saved[0])
saved.clear()
print(gc.collect() >= 20, back(), made)  # expect: True None []
