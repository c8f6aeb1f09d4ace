# Timer: run later, or cancelled.
import threading

out = []
t = threading.Timer(0.01, out.append, ["ran"])
print(t.is_alive(), t.finished.is_set())  # expect: False False
t.start()
t.join()
print(out, t.finished.is_set())  # expect: ['ran'] True
t = threading.Timer(60, out.append, args=["never"])
t.start()
t.cancel()
t.join()
print(out)  # expect: ['ran']
t = threading.Timer(0, lambda **k: out.append(k), kwargs={"a": 1})
t.start()
t.join()
print(out)  # expect: ['ran', {'a': 1}]
