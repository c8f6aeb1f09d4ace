"""One counter behind one lock, counted up by all threads."""

import threading

from _crew import run

lock = threading.Lock()
total = 0


def work(share):
    global total
    for _ in range(share):
        with lock:
            total += 1
    return share


run(work, 120_000)
