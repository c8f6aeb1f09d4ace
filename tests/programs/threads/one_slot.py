# All threads overwrite and read the same variable, attribute and element with fresh objects.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


class Pair:
    def __init__(self, n):
        self.a = n
        self.b = -n


current = Pair(0)


class Holder:
    pass


holder = Holder()
holder.pair = Pair(0)
cell = [Pair(0)]
table = {"pair": Pair(0)}
wrong = []


def work(me):
    global current
    for n in range(3000):
        current = Pair(n)
        holder.pair = Pair(n)
        cell[0] = Pair(n)
        table["pair"] = Pair(n)
        for pair in (current, holder.pair, cell[0], table["pair"]):
            if pair.a + pair.b:
                wrong.append((pair.a, pair.b))


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(wrong, current.a, holder.pair.a, cell[0].a, table["pair"].a)  # expect: [] 2999 2999 2999 2999
