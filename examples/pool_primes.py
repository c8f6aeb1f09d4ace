"""Primes in ranges, dealt out to workers: much to compute and a few numbers to copy.

What the workers are, threads, interpreters or processes, is said on the command line (see `_workers.py`). A task is
two numbers and its answer is two; so this shows what starting workers costs, and what is gained by having them.
"""

import sys

from _workers import Workers

LIMIT = 1_200_000
RANGES = 48


def primes(bounds):
    """How many primes there are in a range, and the last of them."""
    found, last = 0, None
    for n in range(*bounds):
        if n < 2 or n % 2 == 0:
            prime = n == 2
        else:
            divisor, prime = 3, True
            while divisor * divisor <= n:
                if n % divisor == 0:
                    prime = False
                    break
                divisor += 2
        if prime:
            found, last = found + 1, n
    return found, last


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    step = LIMIT // RANGES
    ranges = [(start, start + step) for start in range(0, LIMIT, step)]
    with Workers(count) as workers:
        answers = list(workers.map(primes, ranges))
    print(f"{sum(found for found, _ in answers)} primes below {LIMIT}, the last is {answers[-1][1]}")


if __name__ == "__main__":
    main()
