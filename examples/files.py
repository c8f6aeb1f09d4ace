"""Files written, read back line by line, and added up.

Opening, reading and writing give up the global lock; splitting lines and making numbers of them need it. So
under a global lock only the system calls overlap, and without it the whole program does.
"""

import os
import sys
import threading

FILES = 24
LINES = 24_000
DIRECTORY = os.environ.get("TMPDIR", "/tmp")


def write(path, seed):
    value = seed
    with open(path, "w", encoding="utf-8") as file:
        for n in range(LINES):
            value = (value * 75 + 74) % 65537
            file.write(f"{n}\t{value}\n")


def read(path):
    total = 0
    with open(path, encoding="utf-8") as file:
        for line in file:
            n, value = line.split("\t")
            total += int(n) * int(value)
    return total


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    totals = [0] * FILES
    sizes = [0] * FILES

    def worker(first):
        for n in range(first, FILES, threads):
            path = os.path.join(DIRECTORY, f"granular-files-{os.getpid()}-{n}.txt")
            try:
                write(path, n + 1)
                sizes[n] = os.path.getsize(path)
                totals[n] = read(path)
            finally:
                os.remove(path)

    workers = [threading.Thread(target=worker, args=(n,)) for n in range(threads)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    print(f"{FILES} files of {sum(sizes)} bytes together, total {sum(totals)}")


if __name__ == "__main__":
    main()
