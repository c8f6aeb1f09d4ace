# Lock: acquire, release, timeouts, with.
import threading

lock = threading.Lock()
print(lock.acquire(), lock.locked(), lock.acquire(False))  # expect: True True False
print(lock.acquire(blocking=False), lock.acquire(timeout=0.01))  # expect: False False
lock.release()
print(lock.locked())  # expect: False
with lock as got:
    print(got, lock.locked())  # expect: True True
print(lock.locked(), "unlocked" in repr(lock))  # expect: False True
for bad in (
    lambda: lock.release(),
    lambda: lock.acquire(False, 1),
    lambda: lock.acquire(timeout=-5),
    lambda: lock.acquire(timeout=1e300),
):
    try:
        bad()
    except (RuntimeError, ValueError, OverflowError) as e:
        print(type(e).__name__)
# expect: RuntimeError
# expect: ValueError
# expect: ValueError
# expect: OverflowError
lock.acquire()
other = threading.Thread(target=lock.release)
other.start()
other.join()
print(lock.locked())  # expect: False
print("a lock may be released by another thread")  # expect: a lock may be released by another thread
order = []
lock.acquire()


def waiter(n):
    with lock:
        order.append(n)


threads = [threading.Thread(target=waiter, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
print(order)  # expect: []
lock.release()
for t in threads:
    t.join()
print(sorted(order))  # expect: [0, 1, 2, 3]
try:
    with lock:
        raise ValueError("inside")
except ValueError:
    print(lock.locked())  # expect: False
