# Others run while one waits for a lock, with and without a timeout.
import threading

lock = threading.Lock()
lock.acquire()
steps = []


def opener():
    for n in range(20000):
        steps.append(n)
    lock.release()


t = threading.Thread(target=opener)
t.start()
print(lock.acquire(), len(steps))  # expect: True 20000
t.join()
t = threading.Thread(target=opener)
t.start()
print(lock.acquire(timeout=30), len(steps))  # expect: True 40000
t.join()
r = threading.RLock()
held = threading.Event()
go = threading.Event()


def holder():
    with r:
        held.set()
        go.wait()
        steps.clear()


t = threading.Thread(target=holder)
t.start()
held.wait()
threading.Timer(0.01, go.set).start()
with r:
    print(steps)  # expect: []
t.join()
