# gc.callbacks is told when a collection begins and ends.
import gc

gc.disable()
gc.collect()
log = []


def watch(phase, info):
    log.append((phase, sorted(info), info["generation"], info["collected"], info["uncollectable"]))


def fail(phase, info):
    raise ValueError(phase)  # expect-error: ValueError: start


gc.callbacks.append(watch)
for n in range(3):
    l = []
    l.append(l)
del l
gc.collect(1)
gc.collect()
gc.callbacks.append(fail)
gc.collect(0)
gc.callbacks.clear()
gc.collect()
names = ["collected", "generation", "uncollectable"]
print(log[0] == ("start", names, 1, 0, 0), log[2] == ("start", names, 2, 0, 0))  # expect: True True
print([entry[0] for entry in log])  # expect: ['start', 'stop', 'start', 'stop', 'start', 'stop']
print(sum(entry[3] for entry in log))  # expect: 3


# A collection within a collection does nothing.
def again(phase, info):
    inner.append(gc.collect())


inner = []
gc.callbacks.append(again)
l = []
l.append(l)
del l
gc.collect()
gc.callbacks.clear()
print(inner)  # expect: [0, 0]


class Collects:
    def __del__(self):
        inner.append(gc.collect())


inner.clear()
c = Collects()
c.me = c
del c
gc.collect()
print(inner)  # expect: [0]
# exit: 0
