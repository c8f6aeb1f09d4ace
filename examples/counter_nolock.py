"""One counter that every thread increments without a lock, and the increments that get lost.

Between reading the old value and storing the new one another thread may do the same, and then one of the two
is lost. A global lock does not prevent it: it is given up at a call or at the end of a loop's body, so an
increment with a call in the middle loses counts there too; without a global lock a plain `+= 1` does as well.
How many were lost differs from run to run and goes to stderr.
"""

import sys
import threading

INCREMENTS = 5_000_000


class Counter:
    def __init__(self):
        self.plain = 0
        self.called = 0


def successor(value):
    return value + 1


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    counter = Counter()

    def worker(share):
        for _ in range(share):
            counter.plain += 1
            counter.called = successor(counter.called)

    shares = [(n + 1) * INCREMENTS // threads - n * INCREMENTS // threads for n in range(threads)]
    workers = [threading.Thread(target=worker, args=(share,)) for share in shares]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    print(f"{INCREMENTS} increments of each kind")
    print(f"never counted more than were made: {max(counter.plain, counter.called) <= INCREMENTS}")
    print(f"lost by `value += 1`: {INCREMENTS - counter.plain}", file=sys.stderr)
    print(f"lost with a call in between: {INCREMENTS - counter.called}", file=sys.stderr)


if __name__ == "__main__":
    main()
