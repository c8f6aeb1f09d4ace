# A class is changed while instances of it are used.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


class Base:
    def value(self):
        return "base"


class Middle(Base):
    pass


class Leaf(Middle):
    pass


wrong = []
stop = threading.Event()


def use():
    leaf = Leaf()
    while not stop.is_set():
        v = leaf.value()
        if v not in ("base", "middle", "leaf"):
            wrong.append(v)


def change(me):
    for n in range(300):
        cls, text = ((Middle, "middle"), (Leaf, "leaf"))[(n + me) % 2]
        cls.value = lambda self, text=text: text
        try:
            del cls.value
        except AttributeError:
            pass


users = [threading.Thread(target=use) for _ in range(2)]
changers = [threading.Thread(target=change, args=(n,)) for n in range(threads)]
for t in users + changers:
    t.start()
for t in changers:
    t.join()
stop.set()
for t in users:
    t.join()
print(wrong, Leaf().value(), "value" in vars(Leaf), "value" in vars(Middle))  # expect: [] base False False
