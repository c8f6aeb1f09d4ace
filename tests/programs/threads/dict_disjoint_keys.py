# Many threads store, read and delete in one dict, each under keys of its own.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
shared = {}
CHUNKS = 24


def work(first):
    for chunk in range(first, CHUNKS, threads):
        for round in range(5):
            for n in range(200):
                key = (chunk, n)
                shared[key] = shared.get(key, 0) + n
        for n in range(0, 200, 2):
            del shared[(chunk, n)]
        for n in range(1, 200, 4):
            assert shared.pop((chunk, n)) == 5 * n


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(len(shared), sum(shared.values()))  # expect: 1200 606000
print(sorted(shared)[:2], sorted(shared)[-1])  # expect: [(0, 3), (0, 7)] (23, 199)
