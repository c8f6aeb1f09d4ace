# Threads that only compute take turns: each gets on while the other runs.
import sys
import threading

progress = [0, 0]
stop = False


def spin(me):
    while not stop:
        progress[me] += 1


threads = [threading.Thread(target=spin, args=(n,)) for n in range(2)]
for t in threads:
    t.start()
while min(progress) < 1000:
    pass
before = list(progress)
while not all(now > then for now, then in zip(progress, before)):
    pass
stop = True
for t in threads:
    t.join()
print("both went on, and so did main")  # expect: both went on, and so did main
