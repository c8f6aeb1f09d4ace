# The _thread module below threading.
import _thread
import threading

lock = _thread.allocate_lock()
done = _thread.allocate_lock()
done.acquire()
out = []


def work(a, b=0):
    with lock:
        out.append((a, b))
    done.release()


print(isinstance(_thread.start_new_thread(work, (1,), {"b": 2}), int))  # expect: True
done.acquire()
print(out, _thread.get_ident() == threading.get_ident())  # expect: [(1, 2)] True
print(lock.locked(), _thread.TIMEOUT_MAX > 1000)  # expect: False True
try:
    _thread.start_new_thread(5, ())
except TypeError as e:
    print(type(e).__name__)  # expect: TypeError
print(_thread.RLock().acquire(), issubclass(_thread.error, RuntimeError))  # expect: True True
print(threading.stack_size() >= 0)  # expect: True
