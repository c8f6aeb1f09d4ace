# Five hundred threads, some alive at the same time, each leaving one result.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
results = {}


def work(n):
    results[n] = [n] * 3


started = 0
while started < 500:
    numbers = range(started, min(500, started + 5 * threads))
    batch = [threading.Thread(target=work, args=(n,)) for n in numbers]
    for t in batch:
        t.start()
    for t in batch:
        t.join()
    started += len(batch)
print(len(results), sum(map(sum, results.values())), threading.active_count())  # expect: 500 374250 1
