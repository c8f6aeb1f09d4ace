# Cycles are collected while a program runs, without being asked.
import gc
import weakref


class Node:
    pass


def ring():
    first, second = Node(), Node()
    first.other, second.other = second, first
    return weakref.ref(first)


alive = most = 0
refs = []
for n in range(60_000):
    refs.append(ring())
    if n % 2000 == 1999:
        refs = [ref for ref in refs if ref() is not None]
        most = max(most, len(refs))
print(most < 30_000)  # expect: True
refs.clear()
gc.disable()
refs = [ring() for n in range(20_000)]
print(sum(ref() is not None for ref in refs))  # expect: 20000
gc.enable()
for n in range(60_000):
    ring()
print(sum(ref() is not None for ref in refs))  # expect: 0
gc.set_threshold(0)
refs = [ring() for n in range(20_000)]
print(sum(ref() is not None for ref in refs))  # expect: 20000
