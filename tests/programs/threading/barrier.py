# Barrier: parties, action, reset, abort, timeout.
import threading

done = []
b = threading.Barrier(3, action=lambda: done.append("action"))
places = []


def work():
    places.append(b.wait())
    places.append(b.wait())


threads = [threading.Thread(target=work) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(places), done, b.parties)  # expect: [0, 0, 1, 1, 2, 2] ['action', 'action'] 3
print(b.n_waiting, b.broken)  # expect: 0 False
b = threading.Barrier(2)
try:
    b.wait(0.01)
except threading.BrokenBarrierError as e:
    print("broken", b.broken)  # expect: broken True
try:
    b.wait()
except threading.BrokenBarrierError:
    print("still broken")  # expect: still broken
b.reset()
print(b.broken)  # expect: False
result = []


def waiter():
    try:
        b.wait()
    except threading.BrokenBarrierError:
        result.append("aborted")


t = threading.Thread(target=waiter)
t.start()
while b.n_waiting == 0:
    pass
b.abort()
t.join()
print(result, b.broken)  # expect: ['aborted'] True


def failing():
    raise ValueError("in action")


f = threading.Barrier(1, failing)
try:
    f.wait()
except ValueError as e:
    print(e, f.broken)  # expect: in action True
one = threading.Barrier(1)
print(one.wait(), one.wait())  # expect: 0 0
try:
    threading.Barrier(0)
except ValueError as e:
    print(type(e).__name__)  # expect: ValueError
