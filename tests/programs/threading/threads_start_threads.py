# Threads that start threads, and join them.
import threading

log = []
lock = threading.Lock()


def tree(depth, name):
    if depth:
        children = [threading.Thread(target=tree, args=(depth - 1, name + str(n))) for n in range(2)]
        for c in children:
            c.start()
        for c in children:
            c.join()
    with lock:
        log.append(name)


tree(4, "")
print(len(log), log[-1] == "")  # expect: 31 True
print(sorted(log, key=lambda s: (len(s), s))[:7])  # expect: ['', '0', '1', '00', '01', '10', '11']
print(threading.active_count())  # expect: 1
