# Very deep structures made by one thread are freed by another.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
boxes = [[] for _ in range(threads)]


def deep(n):
    a = []
    for _ in range(n):
        a = [a, None]
    return a


def make(me):
    boxes[me].append(deep(30_000))
    boxes[me].append({"d": deep(10_000)})


def drop(me):
    boxes[(me + 1) % threads].clear()


for function in (make, drop):
    workers = [threading.Thread(target=function, args=(n,)) for n in range(threads)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
print(boxes == [[] for _ in range(threads)])  # expect: True
