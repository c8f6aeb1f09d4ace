# Queue: order, size, full and empty.
import queue

q = queue.Queue(maxsize=3)
print(q.empty(), q.full(), q.qsize())  # expect: True False 0
for n in range(3):
    q.put(n)
print(q.empty(), q.full(), q.qsize(), q.maxsize)  # expect: False True 3 3
for attempt in (lambda: q.put(4, block=False), lambda: q.put_nowait(4), lambda: q.put(4, timeout=0.01)):
    try:
        attempt()
    except queue.Full as e:
        print("Full", e)
# expect: Full 
# expect: Full 
# expect: Full 
print(q.get(), q.get(block=False), q.get_nowait())  # expect: 0 1 2
for attempt in (lambda: q.get(False), lambda: q.get_nowait(), lambda: q.get(timeout=0.01)):
    try:
        attempt()
    except queue.Empty as e:
        print("Empty", e)
# expect: Empty 
# expect: Empty 
# expect: Empty 
for bad in (lambda: q.get(timeout=-1), lambda: q.put(1, timeout=-1)):
    try:
        bad()
    except ValueError as e:
        print(e)
# expect: 'timeout' must be a non-negative number
# expect: 'timeout' must be a non-negative number
unlimited = queue.Queue()
for n in range(1000):
    unlimited.put(n)
print(unlimited.qsize(), unlimited.full())  # expect: 1000 False
print([unlimited.get() for _ in range(3)])  # expect: [0, 1, 2]
