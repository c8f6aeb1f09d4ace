# All threads wait for one event, which a timer sets.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
event = threading.Event()
woken = []


def work():
    woken.append((event.wait(0.001) in (True, False), event.wait(), event.is_set()))


workers = [threading.Thread(target=work) for _ in range(threads)]
for w in workers:
    w.start()
timer = threading.Timer(0.02, event.set)
timer.start()
for w in workers:
    w.join()
timer.join()
print(set(woken), len(woken) == threads, timer.is_alive())  # expect: {(True, True, True)} True False
late = threading.Timer(100, print, ["never"])
late.start()
late.cancel()
late.join()
print(late.finished.is_set())  # expect: True
