# daemons die at exit while they hold locks, wait, print, or run Python code
import threading, time, sys, queue
L = threading.Lock(); R = threading.RLock(); C = threading.Condition(); E = threading.Event(); Q = queue.Queue()
def hold():
    with L:
        while True: time.sleep(1)
def spin():
    while True: sum(range(100))
def wait_cond():
    with C: C.wait()
def wait_event(): E.wait()
def get(): Q.get()
def acquire(): L.acquire()
def printer():
    while True:
        print("x", end="")
        time.sleep(0.001)
def catcher():
    while True:
        try:
            while True: time.sleep(0.0001)
        except BaseException: pass
def alloc():
    l = []
    while True:
        l.append([0] * 100)
        if len(l) > 1000: l = []
class D:
    def __del__(self):
        with L2: pass
L2 = threading.Lock()
def dels():
    while True: D()
for f in (hold, spin, wait_cond, wait_event, get, acquire, catcher, alloc, dels):
    threading.Thread(target=f, daemon=True).start()
time.sleep(0.2)
print("end")
# expect: end
