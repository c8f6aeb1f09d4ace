# A semaphore lets no more than three in at a time.
import sys
import threading
import time

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
semaphore = threading.BoundedSemaphore(3)
lock = threading.Lock()
inside = most = entered = 0


def work(first):
    global inside, most, entered
    for _ in range(first, 40, threads):
        with semaphore:
            with lock:
                inside += 1
                entered += 1
                most = max(most, inside)
            time.sleep(0.0005)
            with lock:
                inside -= 1


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(most <= 3, inside, entered)  # expect: True 0 40
try:
    semaphore.release()
except ValueError as e:
    print(e)  # expect: Semaphore released too many times
