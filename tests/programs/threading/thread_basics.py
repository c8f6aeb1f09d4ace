# Thread: arguments, names, identity, join, is_alive.
import threading

log = []
t = threading.Thread(target=lambda *a, **k: log.append((a, k)), args=(1, 2), kwargs={"x": 3}, name="worker")
print(t.name, t.is_alive(), t.ident, t.daemon)  # expect: worker False None False
t.start()
t.join()
print(log, t.is_alive(), isinstance(t.ident, int))  # expect: [((1, 2), {'x': 3})] False True
print(isinstance(t.native_id, int))  # expect: True


class Mine(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.result = None

    def run(self):
        self.result = self.n * 2


threads = [Mine(n) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print([t.result for t in threads])  # expect: [0, 2, 4, 6, 8]
print(threading.current_thread().name)  # expect: MainThread
print(threading.main_thread() is threading.current_thread(), threading.active_count())  # expect: True 1


def who():
    me = threading.current_thread()
    log.append((me.name, threading.get_ident() == me.ident))
    log.append((me in threading.enumerate(), threading.active_count()))


t = threading.Thread(target=who, name="who")
t.start()
t.join()
print(log[-2:], threading.Thread(target=who).name.split("-")[0])  # expect: [('who', True), (True, 2)] Thread
print(threading.enumerate() == [threading.main_thread()])  # expect: True
for bad in (
    lambda: t.start(),
    lambda: threading.Thread().join(),
    lambda: threading.current_thread().join(),
    lambda: threading.Thread(5),
):
    try:
        bad()
    except (RuntimeError, AssertionError) as e:
        print(type(e).__name__, e)
# expect: RuntimeError threads can only be started once
# expect: RuntimeError cannot join thread before it is started
# expect: RuntimeError cannot join current thread
# expect: AssertionError group argument must be None for now
t.name = "renamed"
print(t.name, "renamed" in repr(t), "stopped" in repr(t))  # expect: renamed True True
