# A lock makes a read, a call and a write one step.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
TOTAL = 24000
count = 0
lock = threading.Lock()


def successor(n):
    return n + 1


def work(share):
    global count
    for _ in range(share):
        with lock:
            count = successor(count)


shares = [TOTAL // threads + (n < TOTAL % threads) for n in range(threads)]
workers = [threading.Thread(target=work, args=(share,)) for share in shares]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(count, lock.locked())  # expect: 24000 False
