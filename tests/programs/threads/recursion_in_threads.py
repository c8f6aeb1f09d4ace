# Every thread has a recursion limit of its own.
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
results = []


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def forever():
    return forever()


def work():
    try:
        forever()
    except RecursionError:
        results.append(depth(500))


workers = [threading.Thread(target=work) for _ in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print(len(results) == threads, set(results))  # expect: True {500}
