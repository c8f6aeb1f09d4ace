"""Queens that do not attack one another: recursion, small integers, and one call after another.

Each thread searches below its own placements of the first two queens and keeps its own count. Calls are what
is measured: a runtime that counts references to the called function atomically, from every thread, shows it
here.
"""

import sys
import threading

SIZES = [10, 11, 12, 13]


def solve(full, columns, left, right):
    """The number of ways to fill the rows that remain; a set bit is an attacked square."""
    if columns == full:
        return 1
    found = 0
    free = full & ~(columns | left | right)
    while free:
        square = free & -free
        free ^= square
        found += solve(full, columns | square, (left | square) << 1, (right | square) >> 1)
    return found


def openings(size):
    """Every placement of the first two queens, as the arguments that `solve` goes on from."""
    full = (1 << size) - 1
    for first in range(size):
        for second in range(size):
            if abs(first - second) > 1:
                a, b = 1 << first, 1 << second
                yield full, a | b, ((a << 1) | b) << 1, ((a >> 1) | b) >> 1


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    found = [None] * threads

    def worker(first):
        mine = []
        for size in SIZES:
            total = 0
            for n, opening in enumerate(openings(size)):
                if n % threads == first:
                    total += solve(*opening)
            mine.append(total)
        found[first] = mine

    workers = [threading.Thread(target=worker, args=(n,)) for n in range(threads)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    for size, *totals in zip(SIZES, *found):
        print(f"{size} queens: {sum(totals)} solutions")


if __name__ == "__main__":
    main()
