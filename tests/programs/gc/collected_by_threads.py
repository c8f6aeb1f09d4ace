# Several threads make cycles, and none of them asks for a collection.
import threading
import weakref

THREADS = 4
lock = threading.Lock()
most = [0] * THREADS
log = []


class Node:
    def __init__(self, number):
        self.number = number
        self.me = self

    def __del__(self):
        if self.number % 1000 == 0:
            with lock:
                log.append(self.number)


def work(thread):
    refs = []
    for n in range(20_000):
        node = Node(n)
        refs.append(weakref.ref(node))
        other = {"node": node}
        node.other = other
        del node, other
        if n % 1000 == 999:
            refs = [ref for ref in refs if ref() is not None]
            most[thread] = max(most[thread], len(refs))


threads = [threading.Thread(target=work, args=(n,)) for n in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(all(count < 19_000 for count in most), len(log) > 0)  # expect: True True
