# Objects go through a queue as they are, not as copies.
import queue
import threading

q = queue.SimpleQueue()
r = queue.SimpleQueue()


class Job:
    def __init__(self, n):
        self.n = n
        self.results = []


def worker():
    while (job := q.get()) is not None:
        job.results.append(job.n * job.n)
        r.put(job)


t = threading.Thread(target=worker)
t.start()
jobs = [Job(n) for n in range(50)]
for job in jobs:
    q.put(job)
back = [r.get() for _ in jobs]
q.put(None)
t.join()
print(all(a is b for a, b in zip(jobs, back)), jobs[7].results)  # expect: True [49]
f = queue.SimpleQueue()
f.put(lambda x: x + 1)
f.put(f)
print(f.get()(1), f.get() is f)  # expect: 2 True
