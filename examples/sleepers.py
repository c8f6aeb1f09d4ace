"""Threads that mostly wait: whoever sleeps gives up the global lock.

Waiting overlaps on every runtime, so two threads are twice as fast with a global lock as well as without. If
they were not, a blocking call would be holding the lock.
"""

import sys
import threading
import time

NAPS = 24
SECONDS = 0.02


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    slept = [0.0] * NAPS

    def worker(first):
        for nap in range(first, NAPS, threads):
            start = time.monotonic()
            time.sleep(SECONDS)
            slept[nap] = time.monotonic() - start

    workers = [threading.Thread(target=worker, args=(n,)) for n in range(threads)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    print(f"{NAPS} naps, none cut short: {all(seconds >= SECONDS for seconds in slept)}")


if __name__ == "__main__":
    main()
