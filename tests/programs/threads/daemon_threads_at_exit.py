# The program ends although daemon threads are still at work, and waits for the others.
import sys
import threading
import time

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
started = threading.Semaphore(0)
lock = threading.Lock()
order = []


def forever(kind):
    started.release()
    n = 0
    while True:
        if kind == 0:
            n += 1
        elif kind == 1:
            time.sleep(0.001)
        else:
            order.append(n)
            order.clear()


def last():
    with lock:
        time.sleep(0.02)
        print("the last ordinary thread")


for n in range(threads):
    threading.Thread(target=forever, args=(n % 3,), daemon=True).start()
for _ in range(threads):
    started.acquire()
with lock:
    threading.Thread(target=last).start()
    print("main is done")
# expect: main is done
# expect: the last ordinary thread
# leaks: daemon threads are stopped where they are, with what they hold
