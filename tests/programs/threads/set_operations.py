# Adding to and discarding from one set.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
shared = set()
TOTAL = 12000


def work(first):
    for n in range(first, TOTAL, threads):
        shared.add(n)
        shared.add(n % 10)
        if n % 3 == 0 and n >= 10:
            shared.discard(n)
        assert n in shared or n % 3 == 0


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(len(shared), sum(shared))  # expect: 8004 48000018
print(shared == {n for n in range(TOTAL) if n < 10 or n % 3})  # expect: True
