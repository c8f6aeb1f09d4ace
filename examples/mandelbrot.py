"""The Mandelbrot set: a tight float loop in which nearly nothing is allocated.

Every thread computes its own rows and hands each one over once, finished. This is the best case of a runtime
without a global lock: if two threads are not close to twice as fast here, they will not be anywhere.
"""

import sys
import threading

WIDTH = 320
HEIGHT = 160
LIMIT = 1000


def row(y):
    """How many steps each point of a row takes to escape; LIMIT for those that never do."""
    ci = 2.4 * y / HEIGHT - 1.2
    steps = []
    for x in range(WIDTH):
        cr = 3.0 * x / WIDTH - 2.2
        zr = zi = 0.0
        n = 0
        while n < LIMIT:
            rr = zr * zr
            ii = zi * zi
            if rr + ii > 4.0:
                break
            zi = 2.0 * zr * zi + ci
            zr = rr - ii + cr
            n += 1
        steps.append(n)
    return steps


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    picture = [None] * HEIGHT

    def worker(first):
        for y in range(first, HEIGHT, threads):
            picture[y] = row(y)

    workers = [threading.Thread(target=worker, args=(n,)) for n in range(threads)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    shades = " .:-=+*#%@"
    for line in picture[::8]:
        print("".join(shades[min(n.bit_length(), len(shades)) - 1] for n in line[::4]).rstrip())
    inside = sum(n == LIMIT for line in picture for n in line)
    print(f"{inside} points inside, {sum(map(sum, picture))} steps")


if __name__ == "__main__":
    main()
