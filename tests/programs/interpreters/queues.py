# Queues between interpreters.
# cpython: the module is new in 3.14
from concurrent import interpreters
from concurrent.interpreters import _queues

queue = interpreters.create_queue(2)
print(queue, queue.maxsize, queue.empty(), queue.full(), queue.qsize())  # expect: Queue(1) 2 True False 0
queue.put(1)
queue.put(["pickled"])
print(queue.full(), queue.qsize())  # expect: True 2
for block in (False, True):
    try:
        queue.put(3, block=block, timeout=0)
    except interpreters.QueueFull as e:
        import queue as library
        print(e, isinstance(e, library.Full))
# expect: queue 1 is full True
# expect: queue 1 is full True
print(queue.get(), queue.get_nowait())  # expect: 1 ['pickled']
for block in (False, True):
    try:
        queue.get(block=block, timeout=0)
    except interpreters.QueueEmpty as e:
        print(e)
# expect: queue 1 is empty
# expect: queue 1 is empty
try:
    queue.get(timeout=-1)
except ValueError as e:
    print(e)  # expect: timeout value must be non-negative
unlimited = interpreters.create_queue()
print(unlimited.full(), unlimited.maxsize)  # expect: False 0
print(sorted(q.id for q in _queues.list_all()))  # expect: [1, 2]

# The order is kept, and what is in between is nobody's.
interp = interpreters.create()
interp.prepare_main(q=unlimited)
interp.exec("for n in range(5): q.put((n, 'x' * n))")
print([unlimited.get() for _ in range(5)])
# expect: [(0, ''), (1, 'x'), (2, 'xx'), (3, 'xxx'), (4, 'xxxx')]

# A queue in a queue.
inner = interpreters.create_queue()
unlimited.put(inner)
same = unlimited.get()
print(same is inner, same == inner)  # expect: True True

# What becomes of items whose interpreter has ended.
q = interpreters.create_queue()
interp.prepare_main(q=q)
interp.exec("""
from concurrent.interpreters import _queues
q.put(1)
q.put(2, unbounditems=_queues.UNBOUND_REMOVE)
q.put(3, unbounditems=_queues.UNBOUND_ERROR)
q.put(4, unbounditems=_queues.UNBOUND)
""")
q.put(5)
print(q.get(), q.qsize())  # expect: 1 4
interp.close()
print(q.qsize())  # expect: 3
try:
    q.get()
except _queues.ItemInterpreterDestroyed as e:
    print(e)  # expect: item's original interpreter destroyed
print(q.get(), q.get())  # expect: concurrent.interpreters._queues.UNBOUND 5

# Without references it is gone.
number = q.id
del q
try:
    interpreters.Queue(number)
except _queues.QueueNotFoundError as e:
    print(e, isinstance(e, RuntimeError))  # expect: queue 4 not found True
try:
    interpreters.create_queue().put(lambda: print)
except interpreters.NotShareableError as e:
    print("unreachable")
print("done")  # expect: done
