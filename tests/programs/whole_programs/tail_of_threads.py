# A small map-reduce over threads, queues and locks, whose result does not depend on their order.
import queue
import threading
from collections import Counter

DOCUMENTS = [" ".join(f"w{(i * j) % 23}" for j in range(1, 60)) for i in range(1, 41)]


class Worker(threading.Thread):
    def __init__(self, tasks, results):
        super().__init__(daemon=True)
        self.tasks, self.results = tasks, results
        self.handled = 0

    def run(self):
        while True:
            task = self.tasks.get()
            try:
                if task is None:
                    return
                function, argument = task
                self.results.put((argument, function(argument)))
                self.handled += 1
            except Exception as error:
                self.results.put((argument, error))
            finally:
                self.tasks.task_done()


class Pool:
    def __init__(self, n):
        self.tasks, self.results = queue.Queue(), queue.SimpleQueue()
        self.workers = [Worker(self.tasks, self.results) for _ in range(n)]

    def __enter__(self):
        for worker in self.workers:
            worker.start()
        return self

    def __exit__(self, *exc):
        for _ in self.workers:
            self.tasks.put(None)
        for worker in self.workers:
            worker.join()

    def map(self, function, arguments):
        arguments = list(arguments)
        for argument in arguments:
            self.tasks.put((function, argument))
        self.tasks.join()
        found = dict(self.results.get() for _ in arguments)
        return [found[argument] for argument in arguments]


with Pool(4) as pool:
    counts = pool.map(lambda text: Counter(text.split()), DOCUMENTS)
    total = sum(counts, Counter())
    print(len(total), total.most_common(3), sum(total.values()))
    print([repr(x) for x in pool.map(lambda n: 12 / n, [4, 0, 3])])
# expect: 23 [('w0', 137), ('w4', 103), ('w12', 103)] 2360
# expect: ['3.0', "ZeroDivisionError('division by zero')", '4.0']
print(sum(w.handled for w in pool.workers))  # expect: 42
print([w.is_alive() for w in pool.workers])  # expect: [False, False, False, False]
