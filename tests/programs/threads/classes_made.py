# Every thread makes classes, instances and functions of its own at the same time.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
results = [None] * 24


def work(first):
    for n in range(first, 24, threads):

        class Base:
            def __init__(self, v):
                self.v = v

            def get(self):
                return self.v

        class Child(Base):
            n_class = n

            def get(self):
                return super().get() + self.n_class

        total = 0
        for i in range(50):
            K = type(f"K{i}", (Child,), {"extra": i})
            total += K(i).get() + K.extra
        results[n] = total


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(results == [50 * n + 2 * sum(range(50)) for n in range(24)], len(set(results)))  # expect: True 24
