# Semaphore and BoundedSemaphore.
import threading

s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(blocking=False))  # expect: True True False
print(s.acquire(timeout=0.01))  # expect: False
s.release()
print(s.acquire(False), s.acquire(False))  # expect: True False
s.release(3)
print([s.acquire(False) for _ in range(4)])  # expect: [True, True, True, False]
b = threading.BoundedSemaphore(1)
with b:
    print(b.acquire(False))  # expect: False
for bad in (
    b.release,
    lambda: threading.Semaphore(-1),
    lambda: s.release(0),
    lambda: s.acquire(False, timeout=1),
):
    try:
        bad()
    except ValueError as e:
        print(e)
# expect: Semaphore released too many times
# expect: semaphore initial value must be >= 0
# expect: n must be one or more
# expect: can't specify timeout for non-blocking acquire
z = threading.Semaphore(0)
results = []
threads = [threading.Thread(target=lambda n=n: (z.acquire(), results.append(n))) for n in range(5)]
for t in threads:
    t.start()
print(results)  # expect: []
z.release(5)
for t in threads:
    t.join()
print(sorted(results))  # expect: [0, 1, 2, 3, 4]
