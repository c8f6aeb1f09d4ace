# Threads share the cells of one closure.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


def make():
    total = 0
    items = []
    lock = threading.Lock()

    def add(n):
        nonlocal total, items
        with lock:
            total += n
            items = items + [n] if len(items) < 5 else []

    def read():
        return total

    return add, read


add, read = make()


def work(first):
    for n in range(first, 5000, threads):
        add(n)
        assert read() >= n or n == 0


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(read(), read() == sum(range(5000)))  # expect: 12497500 True
