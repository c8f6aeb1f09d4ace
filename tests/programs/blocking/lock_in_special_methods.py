# __eq__, __hash__, __del__, sort keys and descriptors that take locks which other threads hold for a while.
import threading

lock = threading.Lock()
results = []


class Careful:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        with lock:
            return self.n == other.n

    def __hash__(self):
        with lock:
            return self.n % 7

    def __lt__(self, other):
        with lock:
            return self.n < other.n

    @property
    def value(self):
        with lock:
            return self.n


def work(me):
    table = {}
    for n in range(150):
        table[Careful(n)] = n
    items = sorted(table, reverse=True)
    results.append((len(table), items[0].value, [Careful(3)] == [Careful(3)], table[Careful(149)]))


shared = {}


def work_shared(me):
    for n in range(100):
        shared[Careful(n)] = n
    results.append(len(shared) >= 100)


threads = [threading.Thread(target=f, args=(n,)) for n in range(3) for f in (work, work_shared)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(results), results.count(True), results.count((150, 149, True, 149)), len(shared))
# expect: 6 3 3 100
