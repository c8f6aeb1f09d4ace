# The public functions of queue, one after the other.
import queue, threading, time
from queue import *


def attempt(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__)


for cls in (Queue, LifoQueue, PriorityQueue):
    q = cls(3)
    for x in (3, 1, 2): q.put(x)
    print(cls.__name__, q.full(), q.qsize(), q.empty(), q.maxsize); attempt(q.put, 5, False); attempt(q.put, 5, timeout=0.01); attempt(q.put_nowait, 1); attempt(q.put, 1, timeout=-1)
    print([q.get() for _ in range(3)], q.empty()); attempt(q.get, False); attempt(q.get, timeout=0.01); attempt(q.get_nowait); attempt(q.get, timeout=-1)
    for _ in range(3): q.task_done()
    attempt(q.task_done); q.join(); print(q.unfinished_tasks)
    q = cls(); q.put(1); q.put(2); q.shutdown(); attempt(q.put, 1); print(q.get(), q.get()); attempt(q.get); attempt(q.get_nowait)
    q = cls(); q.put(1); q.shutdown(immediate=True); attempt(q.get); q.join(); print(q.is_shutdown, q.qsize())
    q = cls(1); r = []
    t = threading.Thread(target=lambda: r.append(type(exc(lambda: (q.put(1), q.put(2)))).__name__))
    def exc(f):
        try: f()
        except Exception as e: return e
    t.start(); time.sleep(0.05); q.shutdown(); t.join(); print(r)
s = SimpleQueue(); s.put(1); s.put(2, False, 5); s.put_nowait(3); print(s.qsize(), s.empty(), s.get(), s.get(False), s.get_nowait(), s.empty()); attempt(s.get, False); attempt(s.get, timeout=0.01); attempt(s.get, timeout=-1); attempt(s.get_nowait); attempt(s.get, True, "x"); attempt(s.put); attempt(s.get, timeout=1e30)
print(issubclass(ShutDown, Exception), Empty.__mro__[1].__name__, Full.__name__)
p = PriorityQueue(); p.put((2, "b")); p.put((1, "a")); print(p.get(), p.queue); attempt(lambda: (p.put("x"), p.put(1), p.put("z")))
q = Queue(); out = []
def work():
    while True:
        x = q.get()
        if x is None: break
        out.append(x * 2); q.task_done()
ts = [threading.Thread(target=work) for _ in range(3)]
for t in ts: t.start()
for i in range(100): q.put(i)
q.join(); [q.put(None) for _ in ts]; [t.join() for t in ts]; print(sum(out), len(out))
print(Queue(-5).maxsize, Queue(0).full(), SimpleQueue.__class_getitem__(int), Queue[int])
sq = SimpleQueue(); r = []
ts = [threading.Thread(target=lambda: r.append(sq.get())) for _ in range(5)]
for t in ts: t.start()
for i in range(5): sq.put(i)
for t in ts: t.join()
print(sorted(r))
# expect: Queue True 3 False 3
# expect: Full
# expect: Full
# expect: Full
# expect: ValueError
# expect: [3, 1, 2] True
# expect: Empty
# expect: Empty
# expect: Empty
# expect: ValueError
# expect: ValueError
# expect: 0
# expect: ShutDown
# expect: 1 2
# expect: ShutDown
# expect: ShutDown
# expect: ShutDown
# expect: True 0
# expect: ['ShutDown']
# expect: LifoQueue True 3 False 3
# expect: Full
# expect: Full
# expect: Full
# expect: ValueError
# expect: [2, 1, 3] True
# expect: Empty
# expect: Empty
# expect: Empty
# expect: ValueError
# expect: ValueError
# expect: 0
# expect: ShutDown
# expect: 2 1
# expect: ShutDown
# expect: ShutDown
# expect: ShutDown
# expect: True 0
# expect: ['ShutDown']
# expect: PriorityQueue True 3 False 3
# expect: Full
# expect: Full
# expect: Full
# expect: ValueError
# expect: [1, 2, 3] True
# expect: Empty
# expect: Empty
# expect: Empty
# expect: ValueError
# expect: ValueError
# expect: 0
# expect: ShutDown
# expect: 1 2
# expect: ShutDown
# expect: ShutDown
# expect: ShutDown
# expect: True 0
# expect: ['ShutDown']
# expect: 3 False 1 2 3 True
# expect: Empty
# expect: Empty
# expect: ValueError
# expect: Empty
# expect: TypeError
# expect: TypeError
# expect: OverflowError
# expect: True Exception Full
# expect: (1, 'a') [(2, 'b')]
# expect: TypeError
# expect: 9900 100
# expect: -5 False _queue.SimpleQueue[int] queue.Queue[int]
# expect: [0, 1, 2, 3, 4]
