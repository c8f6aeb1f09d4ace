# Every thread has its own attributes of one threading.local.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4


class Mine(threading.local):
    shared_default = "class"

    def __init__(self, start):
        self.items = [start]


local = Mine("s")
local.items.append("main")
plain = threading.local()
plain.x = "main"
results = {}


def work(me):
    before = (list(local.items), hasattr(plain, "x"))
    for n in range(100):
        local.items.append(n)
        plain.x = (me, n)
    results[me] = (before, len(local.items), plain.x, local.shared_default)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(all(results[n] == ((["s"], False), 101, (n, 99), "class") for n in range(threads)))  # expect: True
print(len(results) == threads)  # expect: True
print(local.items, plain.x, plain.__dict__)  # expect: ['s', 'main'] main {'x': 'main'}
