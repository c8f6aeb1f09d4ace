# Event: set, clear, wait.
import threading

e = threading.Event()
print(e.is_set(), e.wait(0.01), e.wait(0))  # expect: False False False
e.set()
e.set()
print(e.is_set(), e.wait(), e.wait(5))  # expect: True True True
e.clear()
print(e.is_set())  # expect: False
woken = []
threads = [threading.Thread(target=lambda: woken.append(e.wait())) for _ in range(5)]
for t in threads:
    t.start()
print(woken)  # expect: []
e.set()
for t in threads:
    t.join()
print(woken, "set" in repr(e))  # expect: [True, True, True, True, True] True
