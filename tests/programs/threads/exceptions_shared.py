# One exception object raised by many threads.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
shared = ValueError("shared")
caught = []


def work(me):
    n = 0
    for i in range(300):
        try:
            try:
                raise shared
            except ValueError as e:
                if i % 3 == 0:
                    raise KeyError(me) from e
                n += e is shared
        except KeyError as k:
            n += k.__cause__ is shared
    caught.append(n)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(set(caught), len(caught) == threads, str(shared))  # expect: {300} True shared
