# RLock: owned by a thread, as often as it likes.
import threading

lock = threading.RLock()
print(lock.acquire(), lock.acquire(), lock.acquire(blocking=False))  # expect: True True True
results = []
t = threading.Thread(target=lambda: results.append(lock.acquire(blocking=False)))
t.start()
t.join()
print(results)  # expect: [False]
lock.release()
lock.release()
t = threading.Thread(target=lambda: results.append(lock.acquire(timeout=0.01)))
t.start()
t.join()
lock.release()
t = threading.Thread(target=lambda: results.append((lock.acquire(), lock.release())))
t.start()
t.join()
print(results)  # expect: [False, False, (True, None)]
try:
    lock.release()
except RuntimeError as e:
    print(e)  # expect: cannot release un-acquired lock


def foreign():
    try:
        lock.release()
    except RuntimeError as e:
        results.append(str(e))


with lock, lock:
    t = threading.Thread(target=foreign)
    t.start()
    t.join()
print(results[-1])  # expect: cannot release un-acquired lock
