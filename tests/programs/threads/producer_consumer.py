# A bounded queue between producers and consumers passes everything on once.
import queue
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
TOTAL = 4800
q = queue.Queue(maxsize=10)
received = [[] for _ in range(threads)]


def produce(first):
    for n in range(first, TOTAL, threads):
        q.put(n)
    q.put(None)


def consume(mine):
    while (item := q.get()) is not None:
        mine.append(item)
        q.task_done()
    q.task_done()


workers = [threading.Thread(target=produce, args=(n,)) for n in range(threads)]
workers += [threading.Thread(target=consume, args=(mine,)) for mine in received]
for w in workers:
    w.start()
q.join()
for w in workers:
    w.join()
everything = [n for mine in received for n in mine]
print(len(everything), sorted(everything) == list(range(TOTAL)))  # expect: 4800 True
print(q.empty(), q.unfinished_tasks)  # expect: True 0
