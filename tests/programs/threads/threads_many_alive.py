# Two hundred threads alive at the same time.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
gate = threading.Event()
arrived = threading.Semaphore(0)
results = []


def work(n):
    arrived.release()
    gate.wait()
    results.append(sum(range(n)))


workers = [threading.Thread(target=work, args=(n,)) for n in range(25 * threads)]
for w in workers:
    w.start()
for _ in workers:
    arrived.acquire()
print(threading.active_count() == 25 * threads + 1, results)  # expect: True []
gate.set()
for w in workers:
    w.join()
print(len(results) == 25 * threads)  # expect: True
print(sum(results) == sum(sum(range(n)) for n in range(25 * threads)))  # expect: True
