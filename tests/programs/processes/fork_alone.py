# A process without other threads can fork; the child handles signals, starts threads and ends by itself.
import os
import signal
import sys
import threading
import time


def finish(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


order = []
os.register_at_fork(
    before=lambda: order.append("before 1"),
    after_in_child=lambda: order.append("child"),
    after_in_parent=lambda: order.append("parent"),
)
os.register_at_fork(before=lambda: order.append("before 2"))
sys.stdout.flush()
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    out = []
    threads = [threading.Thread(target=out.append, args=(n,)) for n in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    got = []
    signal.signal(signal.SIGUSR1, lambda *_: got.append("usr1"))
    os.kill(os.getpid(), signal.SIGUSR1)
    while not got:
        time.sleep(0.001)
    signal.signal(signal.SIGALRM, lambda *_: got.append("alarm"))
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    while len(got) < 2:
        time.sleep(1)
    os.write(w, repr((order, sorted(out), got, os.getppid() != os.getpid())).encode())
    sys.exit(7)
print(finish(pid), os.read(r, 1000).decode())
print(order)
# expect: 7 (['before 2', 'before 1', 'child'], [0, 1, 2], ['usr1', 'alarm'], True)
# expect: ['before 2', 'before 1', 'parent']

# A child of a child, and one that ends by an exception.
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    inner = os.fork()
    if inner == 0:
        os._exit(3)
    os._exit(finish(inner) + 1)
print(finish(pid))
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    sys.stderr = None
    raise ValueError
print(finish(pid))
# expect: 4
# expect: 1

for wrong in ({}, {"before": 1}):
    try:
        os.register_at_fork(**wrong)
    except TypeError:
        print("TypeError")
# expect: TypeError
# expect: TypeError
