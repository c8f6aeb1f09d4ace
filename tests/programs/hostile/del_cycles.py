# Finalizers that bring objects back, raise, and make new garbage.
import gc

log = []


class Phoenix:
    def __del__(self):
        log.append("phoenix")
        saved.append(self)


class Raising:
    def __del__(self):
        raise ValueError("ignored")


class Link:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


saved = []
p = Phoenix()
del p
print(log, len(saved), type(saved[0]).__name__)  # expect: ['phoenix'] 1 Phoenix
saved.clear()
print(log)  # expect: ['phoenix']
a, b = Link("a"), Link("b")
a.other, b.other = b, a
del a, b
gc.collect()
print(sorted(log))  # expect: ['a', 'b', 'phoenix']
log.clear()
c = Link("self")
c.me = c
c.items = [c, {"c": c}]
del c
gc.collect()
print(log)  # expect: ['self']
log.clear()


class Maker:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        log.append(self.n)
        if self.n:
            Maker(self.n - 1)


Maker(50)
print(len(log), log[-1])  # expect: 51 0
