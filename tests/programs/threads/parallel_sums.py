# The parts of a sum, one thread each, make the same whole.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
parts = [None] * 24


def work(first):
    for n in range(first, len(parts), threads):
        parts[n] = sum(x * x % 7 for x in range(n * 500, (n + 1) * 500))


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(sum(parts), parts[0], parts[-1], None in parts)  # expect: 23997 999 996 False
