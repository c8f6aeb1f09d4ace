# Condition: wait, notify, notify_all, wait_for, timeouts.
import threading

c = threading.Condition()
items = []
out = []


def consume():
    with c:
        while not items:
            c.wait()
        out.append(items.pop(0))


threads = [threading.Thread(target=consume) for _ in range(3)]
for t in threads:
    t.start()
for n in range(3):
    with c:
        items.append(n)
        c.notify()
for t in threads:
    t.join()
print(out)  # expect: [0, 1, 2]
with c:
    print(c.wait(0.01), c.wait_for(lambda: False, 0.01), c.wait_for(lambda: "truthy", 0.01))
    c.notify(5)
    c.notify_all()
# expect: False False truthy
for bad in (c.wait, c.notify, c.notify_all, c.release):
    try:
        bad()
    except RuntimeError as e:
        print(e)
# expect: cannot wait on un-acquired lock
# expect: cannot notify on un-acquired lock
# expect: cannot notify on un-acquired lock
# expect: cannot release un-acquired lock
ready = []


def wait_all(n):
    with c:
        ready.append(n)
        c.notify_all()
        c.wait_for(lambda: len(ready) == 4)


threads = [threading.Thread(target=wait_all, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(ready))  # expect: [0, 1, 2, 3]
lock = threading.Lock()
d = threading.Condition(lock)
with d:
    print(lock.locked(), d.acquire(False))  # expect: True False
print(lock.locked())  # expect: False
