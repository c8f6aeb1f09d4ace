# join waits until every item taken has been declared done.
import queue
import threading

q = queue.Queue()
done = []


def worker():
    while True:
        item = q.get()
        if item is None:
            q.task_done()
            return
        done.append(item)
        q.task_done()


threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads:
    t.start()
for n in range(100):
    q.put(n)
q.join()
print(len(done), sorted(done) == list(range(100)), q.unfinished_tasks)  # expect: 100 True 0
for _ in threads:
    q.put(None)
q.join()
for t in threads:
    t.join()
try:
    q.task_done()
except ValueError as e:
    print(e)  # expect: task_done() called too many times
q.join()
print("nothing to wait for")  # expect: nothing to wait for
