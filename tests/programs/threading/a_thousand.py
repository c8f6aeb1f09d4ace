import threading
N = 1000
b = threading.Barrier(N + 1)
n = [0]; lock = threading.Lock()
def f(i):
    b.wait()
    with lock: n[0] += i
ts = [threading.Thread(target=f, args=(i,)) for i in range(N)]
for t in ts: t.start()
b.wait()
for t in ts: t.join()
print(n[0], threading.active_count())
# expect: 499500 1
