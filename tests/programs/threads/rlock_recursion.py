# A reentrant lock taken over and over by the same thread.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
lock = threading.RLock()
trace = []


def nested(me, depth):
    with lock:
        trace.append(me)
        if depth:
            nested(me, depth - 1)
        trace.append(me)


def work(first):
    for n in range(first, 48, threads):
        nested(n, 4)


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
blocks = [trace[i : i + 10] for i in range(0, len(trace), 10)]
print(len(trace), all(len(set(block)) == 1 for block in blocks))  # expect: 480 True
print(sorted(block[0] for block in blocks) == list(range(48)))  # expect: True
