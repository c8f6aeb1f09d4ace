# Others run while one waits for a queue.
import queue
import threading

for kind in (queue.Queue, queue.LifoQueue, queue.SimpleQueue):
    q = kind()

    def producer():
        total = 0
        for n in range(10000):
            total += n
        q.put(total)

    t = threading.Thread(target=producer)
    t.start()
    print(kind.__name__, q.get())
    t.join()
# expect: Queue 49995000
# expect: LifoQueue 49995000
# expect: SimpleQueue 49995000
full = queue.Queue(1)
full.put("first")


def consumer():
    total = 0
    for n in range(10000):
        total += n
    full.get()


t = threading.Thread(target=consumer)
t.start()
full.put("second")
t.join()
print(full.get())  # expect: second
