# The functions of gc.
import gc

print(gc.isenabled())  # expect: True
gc.disable()
print(gc.isenabled())  # expect: False
gc.enable()
old = gc.get_threshold()
print(old[0], len(old))  # expect: 2000 3
gc.set_threshold(500, 7)
print(gc.get_threshold()[:2])  # expect: (500, 7)
gc.set_threshold(*old)
print(gc.get_threshold() == old)  # expect: True
try:
    gc.set_threshold("many")
except TypeError:
    print("TypeError")  # expect: TypeError
try:
    gc.collect(3)
except ValueError as error:
    print(error)  # expect: invalid generation
try:
    gc.collect(-1)
except ValueError as error:
    print(error)  # expect: invalid generation
gc.disable()
gc.collect()
count = gc.get_count()
print(len(count), all(type(n) is int for n in count))  # expect: 3 True
stats = gc.get_stats()
print(len(stats), sorted(stats[2]))  # expect: 3 ['collected', 'collections', 'uncollectable']
for n in range(10):
    l = []
    l.append(l)
    del l
print(gc.collect(2))  # expect: 10
after = gc.get_stats()
print(after[2]["collections"] - stats[2]["collections"])  # expect: 1
print(after[2]["collected"] - stats[2]["collected"], after[2]["uncollectable"])  # expect: 10 0
print(gc.collect(), gc.garbage, gc.callbacks)  # expect: 0 [] []
print(gc.get_debug(), gc.DEBUG_LEAK == gc.DEBUG_COLLECTABLE | gc.DEBUG_UNCOLLECTABLE | gc.DEBUG_SAVEALL)  # expect: 0 True


class Node:
    pass


class Slotted:
    __slots__ = ()


print([gc.is_tracked(x) for x in (0, 1.5, "text", b"bytes", None, 1 << 80, 1j, object())])
# expect: [False, False, False, False, False, False, False, False]
print([gc.is_tracked(x) for x in ([], {1: []}, {1}, Node(), Node, len, lambda: 0, gc)])
# expect: [True, True, True, True, True, True, True, True]
