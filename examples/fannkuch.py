"""Pancake flipping: short lists of small integers, sliced, reversed and rotated in place.

Every thread works through its own block of the permutations and touches only its own three lists. The lists
are never shared, but a runtime without a global lock guards each list anyway, and here it pays for that guard
on every step.
"""

import math
import sys
import threading

SIZE = 9
BLOCKS = SIZE * (SIZE - 1)
LENGTH = math.factorial(SIZE) // BLOCKS


def permutation(index):
    """The permutation with this index, and the rotation counts from which the next ones follow."""
    order = list(range(SIZE))
    counts = [0] * SIZE
    sizes = [1] * SIZE
    for n in range(1, SIZE):
        sizes[n] = sizes[n - 1] * n
    for n in range(SIZE - 1, 0, -1):
        turns, index = divmod(index, sizes[n])
        counts[n] = turns
        order[: n + 1] = order[turns : n + 1] + order[:turns]
    return order, counts


def flips(order):
    """How often the front must be reversed, as far as its first number says, before 0 comes first."""
    stack = order[:]
    done = 0
    while first := stack[0]:
        stack[: first + 1] = stack[first::-1]
        done += 1
    return done


def block(start):
    order, counts = permutation(start)
    most = checksum = 0
    sign = 1 if start % 2 == 0 else -1
    for _ in range(LENGTH):
        done = flips(order)
        if done > most:
            most = done
        checksum += sign * done
        sign = -sign
        n = 1
        while n < SIZE:
            order.insert(n, order.pop(0))
            counts[n] += 1
            if counts[n] <= n:
                break
            counts[n] = 0
            n += 1
    return most, checksum


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    results = [None] * threads

    def worker(first):
        results[first] = [block(n * LENGTH) for n in range(first, BLOCKS, threads)]

    workers = [threading.Thread(target=worker, args=(n,)) for n in range(threads)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    blocks = [block for mine in results for block in mine]
    print(f"at most {max(most for most, _ in blocks)} flips for {SIZE} pancakes")
    print(f"checksum {sum(checksum for _, checksum in blocks)}")


if __name__ == "__main__":
    main()
