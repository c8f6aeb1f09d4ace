"""The spectral norm of an infinite matrix: generator expressions and a meeting after every round.

The threads read two shared vectors and each computes its own part of the next one; a barrier separates the
rounds. Reading is all they do to what they share, so a runtime without a global lock should scale here, less
what the barriers cost; under a global lock the threads take turns.
"""

import sys
import threading

SIZE = 192
ROUNDS = 15
CHUNKS = 24


def matrix(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector, i):
    return sum(matrix(i, j) * x for j, x in enumerate(vector))


def times_transposed(vector, i):
    return sum(matrix(j, i) * x for j, x in enumerate(vector))


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    u = [1.0] * SIZE
    v = [0.0] * SIZE
    between = [0.0] * SIZE
    barrier = threading.Barrier(threads)
    width = SIZE // CHUNKS

    def phase(first, function, source, target):
        for chunk in range(first, CHUNKS, threads):
            for i in range(chunk * width, (chunk + 1) * width):
                target[i] = function(source, i)
        barrier.wait()

    def worker(first):
        for _ in range(ROUNDS):
            phase(first, times, u, between)
            phase(first, times_transposed, between, v)
            phase(first, times, v, between)
            phase(first, times_transposed, between, u)

    workers = [threading.Thread(target=worker, args=(n,)) for n in range(threads)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    norm = (sum(a * b for a, b in zip(u, v)) / sum(b * b for b in v)) ** 0.5
    print(f"spectral norm {norm:.9f}")


if __name__ == "__main__":
    main()
