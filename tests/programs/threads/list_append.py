# Appending to one list from many threads loses nothing.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
shared = []
TOTAL = 24000


def work(first):
    for n in range(first, TOTAL, threads):
        shared.append(n)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(len(shared), sorted(shared) == list(range(TOTAL)), sum(shared))  # expect: 24000 True 287988000
ordered = all(
    [n for n in shared if n % threads == t] == list(range(t, TOTAL, threads)) for t in range(threads)
)
print("each thread's own in order:", ordered)  # expect: each thread's own in order: True
