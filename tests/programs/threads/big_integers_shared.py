# Large integers, tuples and strings shared by all threads keep their values.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
BIG = 3**200
DATA = (BIG, BIG + 1, "text" * 10, (1, (2, (3, BIG))), frozenset([BIG]), 2.5)
results = []


def work(first):
    total = 0
    for n in range(first, 2400, threads):
        big, more, text, nested, frozen, half = DATA
        total += more - big + (nested[1][1][1] == big) + (big in frozen) + len(text)
        total += int(half * 2) + (big * (n + 1)) // big
    results.append(total)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(sum(results), len(results) == threads, DATA[0] == 3**200)  # expect: 2996400 True True
