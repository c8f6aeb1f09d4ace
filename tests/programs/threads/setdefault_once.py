# setdefault and list.append agree on one object per key, whoever comes first.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
groups = {}
barrier = threading.Barrier(threads)
TOTAL = 8000


def work(first):
    barrier.wait()
    for n in range(first, TOTAL, threads):
        groups.setdefault(n % 100, []).append(n)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(len(groups), sum(map(len, groups.values())))  # expect: 100 8000
print(all(sorted(v) == list(range(k, TOTAL, 100)) for k, v in groups.items()))  # expect: True
