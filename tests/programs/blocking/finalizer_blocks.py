# A finalizer may wait for another thread.
import threading

q = threading.Semaphore(0)
log = []


class Waits:
    def __del__(self):
        log.append("waiting")
        q.acquire()
        log.append("went on")


def other():
    while not log:
        pass
    log.append("other runs")
    q.release()


t = threading.Thread(target=other)
t.start()
w = Waits()
del w
t.join()
print(log)  # expect: ['waiting', 'other runs', 'went on']
