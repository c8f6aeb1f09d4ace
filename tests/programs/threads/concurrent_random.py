# A random generator of each thread's own gives its own sequence; the shared one stays sane.
import random
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
expected = {n: [r.random() for _ in range(300)] for n, r in ((n, random.Random(n)) for n in range(threads))}
got = {}
strange = []


def work(n):
    own = random.Random(n)
    values = []
    for _ in range(300):
        values.append(own.random())
        if not 0 <= random.random() < 1 or not 1 <= random.randint(1, 6) <= 6:
            strange.append(n)
    got[n] = values


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(got == expected, strange)  # expect: True []
