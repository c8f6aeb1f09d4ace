# With DEBUG_SAVEALL what is found is kept in gc.garbage.
import gc

gc.disable()
gc.collect()


class Node:
    def __del__(self):
        log.append("del")


log = []
gc.set_debug(gc.DEBUG_SAVEALL)
node = Node()
node.me = node
del node
l = ["kept"]
l.append(l)
del l
print(gc.collect())  # expect: 2
print(sorted(type(x).__name__ for x in gc.garbage), log)  # expect: ['Node', 'list'] ['del']
kept = next(x for x in gc.garbage if type(x) is list)
print(kept[0], kept[1] is kept)  # expect: kept True
print(gc.is_finalized(next(x for x in gc.garbage if type(x) is Node)), gc.is_finalized(kept))  # expect: True False
gc.set_debug(0)
del kept
gc.garbage.clear()
print(gc.collect(), log)  # expect: 2 ['del']
gc.set_debug(gc.DEBUG_STATS | gc.DEBUG_COLLECTABLE)
l = []
l.append(l)
del l
gc.collect()  # expect-error: gc: collectable <list 0x
gc.set_debug(0)  # expect-error: gc: done, 1 unreachable, 0 uncollectable
# exit: 0
