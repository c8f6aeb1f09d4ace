# Weak references are followed by many threads while the last strong ones go away.
import sys
import threading
import weakref

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


class Thing:
    def __init__(self, n):
        self.n = n


strong = [Thing(n) for n in range(1000)]
weak = [weakref.ref(thing) for thing in strong]
wrong = []
barrier = threading.Barrier(threads + 1)


def follow(first):
    barrier.wait()
    for n in list(range(first, 1000)) + list(range(first)):
        thing = weak[n]()
        if thing is not None and thing.n != n:
            wrong.append(n)
        del thing


workers = [threading.Thread(target=follow, args=(n * 100,)) for n in range(threads)]
for w in workers:
    w.start()
barrier.wait()
strong.clear()
for w in workers:
    w.join()
print(wrong, [w() for w in weak] == [None] * 1000)  # expect: [] True
