"""One counter that every thread increments, each time under the same threading.Lock.

Nothing here can run in parallel, so no runtime can gain by more threads; what differs is what the waiting
costs. Under a global lock the counter's lock is nearly always free when asked for. Without one, threads
really meet at it, and the program gets slower the more of them there are.
"""

import sys
import threading

INCREMENTS = 2_000_000


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    counter = Counter()

    def worker(share):
        for _ in range(share):
            with counter.lock:
                counter.value += 1

    shares = [(n + 1) * INCREMENTS // threads - n * INCREMENTS // threads for n in range(threads)]
    workers = [threading.Thread(target=worker, args=(share,)) for share in shares]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    print(f"counted to {counter.value}")


if __name__ == "__main__":
    main()
