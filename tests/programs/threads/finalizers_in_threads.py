# __del__ may take locks, start threads' work and make new objects.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
lock = threading.Lock()
log = []


class Noisy:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        with lock:
            log.append(self.n)
        if self.n % 10 == 0:
            Noisy(self.n + 100001)


def work(first):
    for n in range(first, 1200, threads):
        noisy = Noisy(n)
        cycle = [noisy]
        del noisy
        cycle.clear()


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(len(log), sorted(log)[:1200] == list(range(1200)))  # expect: 1320 True
print(sorted(log)[1200:1203])  # expect: [100001, 100011, 100021]
