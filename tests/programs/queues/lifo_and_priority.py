# LifoQueue and PriorityQueue.
import queue

l = queue.LifoQueue()
p = queue.PriorityQueue()
for x in (3, 1, 2):
    l.put(x)
    p.put((x, f"job {x}"))
print([l.get() for _ in range(3)])  # expect: [2, 1, 3]
print([p.get() for _ in range(3)])  # expect: [(1, 'job 1'), (2, 'job 2'), (3, 'job 3')]
s = queue.SimpleQueue()
s.put(1)
s.put(2, timeout=5)
s.put_nowait(3)
print(s.qsize(), s.get(), s.get_nowait(), s.get(timeout=1), s.empty())  # expect: 3 1 2 3 True
try:
    s.get_nowait()
except queue.Empty:
    print("Empty")  # expect: Empty
try:
    s.get(timeout=0.01)
except queue.Empty:
    print("Empty again")  # expect: Empty again
bounded = queue.PriorityQueue(1)
bounded.put(5)
print(bounded.full())  # expect: True
