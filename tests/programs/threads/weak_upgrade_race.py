# The last reference is dropped while others try to make a strong one of a weak one.
import sys
import threading
import weakref

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
gone = []
wrong = []


class Thing:
    def __init__(self, n):
        self.n = n
        self.items = [n]

    def __del__(self):
        gone.append(self.n)


for n in range(150):
    thing = Thing(n)
    ref = weakref.ref(thing)
    box = [thing]
    del thing
    barrier = threading.Barrier(threads + 1)

    def upgrade():
        barrier.wait()
        for _ in range(5):
            strong = ref()
            if strong is not None and strong.items != [strong.n]:
                wrong.append(n)

    if n % 10 == 0:
        workers = [threading.Thread(target=upgrade) for _ in range(threads)]
        for w in workers:
            w.start()
        barrier.wait()
        box.clear()
        for w in workers:
            w.join()
    else:
        box.clear()
    assert ref() is None
print(wrong, gone == list(range(150)))  # expect: [] True
