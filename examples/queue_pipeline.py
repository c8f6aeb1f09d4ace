"""A producer, some workers and a collector, joined by two queues of limited length.

Every item passes two queues, and each queue is a lock and three conditions that threads wait on. The work per
item is small on purpose: under a global lock the hand-overs hardly show, because only one thread runs anyway;
without it the work overlaps but the queues' locks are contended, and the gain is what remains.
"""

import queue
import sys
import threading

ITEMS = 32_000
LENGTH = 64


def collatz(n):
    """How many steps it takes from n down to 1."""
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    todo = queue.Queue(LENGTH)
    done = queue.Queue(LENGTH)

    def produce():
        for n in range(1, ITEMS + 1):
            todo.put((n, n * 77 + 3))
        for _ in range(threads):
            todo.put(None)

    def work():
        while (item := todo.get()) is not None:
            n, start = item
            done.put((n, collatz(start)))
        done.put(None)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    workers.append(threading.Thread(target=produce))
    for thread in workers:
        thread.start()

    steps = [0] * (ITEMS + 1)
    running = threads
    while running:
        item = done.get()
        if item is None:
            running -= 1
        else:
            n, count = item
            steps[n] = count
    for thread in workers:
        thread.join()

    longest = max(range(1, ITEMS + 1), key=steps.__getitem__)
    print(f"{sum(steps)} steps for {ITEMS} items, the most for item {longest}: {steps[longest]}")


if __name__ == "__main__":
    main()
