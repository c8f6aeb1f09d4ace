# shutdown wakes whoever waits; immediate throws away what is left.
import queue
import threading

q = queue.Queue()
q.put(1)
q.shutdown()
try:
    q.put(2)
except queue.ShutDown:
    print("no more put")  # expect: no more put
print(q.get())  # expect: 1
try:
    q.get()
except queue.ShutDown:
    print("no more get")  # expect: no more get
results = []
waiting = queue.Queue()
full = queue.Queue(1)
full.put(0)


def getter():
    try:
        waiting.get()
    except queue.ShutDown:
        results.append("getter")


def putter():
    try:
        full.put(1)
    except queue.ShutDown:
        results.append("putter")


threads = [threading.Thread(target=t) for t in (getter, getter, putter)]
for t in threads:
    t.start()
waiting.shutdown()
full.shutdown(immediate=True)
for t in threads:
    t.join()
print(sorted(results), full.qsize(), full.unfinished_tasks)  # expect: ['getter', 'getter', 'putter'] 0 0
full.join()
