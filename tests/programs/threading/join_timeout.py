# join with a timeout returns although the thread goes on.
import threading

gate = threading.Event()
t = threading.Thread(target=gate.wait)
t.start()
t.join(0.01)
print(t.is_alive())  # expect: True
t.join(timeout=0)
print(t.is_alive())  # expect: True
gate.set()
t.join()
t.join()
print(t.is_alive())  # expect: False
d = threading.Thread(target=gate.wait, daemon=True)
print(d.daemon, t.daemon)  # expect: True False
d.start()
try:
    d.daemon = False
except RuntimeError as e:
    print(e)  # expect: cannot set daemon status of active thread
d.join()


def child():
    inner = threading.Thread(target=int)
    results.append(inner.daemon)


results = []
for daemon in (True, False):
    t = threading.Thread(target=child, daemon=daemon)
    t.start()
    t.join()
print(results)  # expect: [True, False]
