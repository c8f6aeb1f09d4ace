# A full queue holds its producers up, an empty one its consumers.
import queue
import threading

q = queue.Queue(1)
log = []


def producer():
    for n in range(200):
        q.put(n)
        log.append(q.qsize() <= 1)
    q.put(None)


t = threading.Thread(target=producer)
t.start()
out = []
while (x := q.get()) is not None:
    out.append(x)
t.join()
print(out == list(range(200)), all(log))  # expect: True True
slow = queue.Queue()
timer = threading.Timer(0.02, slow.put, ["late"])
timer.start()
print(slow.get(timeout=10))  # expect: late
timer.join()


class Own(queue.Queue):
    def _init(self, maxsize):
        self.queue = set()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.add(item)

    def _get(self):
        return self.queue.pop()


o = Own()
o.put("same")
o.put("same")
print(o.qsize(), o.get(), o.empty())  # expect: 1 same True
