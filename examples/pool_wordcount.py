"""Words counted by workers: the texts go to them and the counts come back, so what is copied matters.

What the workers are, threads, interpreters or processes, is said on the command line (see `_workers.py`). Threads
read the texts where they are; interpreters and processes are sent each one, and send back a dict.
"""

import sys

from _workers import Workers

TEXTS = 60
VOCABULARY = [f"w{n}" for n in range(3_000)]


def text(seed):
    """A text of some ten thousand words that is the same in every run."""
    part = VOCABULARY[seed * 40 :: 2] + VOCABULARY[: seed * 20]
    return " ".join(part) + (" " + " ".join(part[seed:])) * 6


def count(words):
    """How often each word occurs."""
    counts = {}
    for word in words.split():
        counts[word] = counts.get(word, 0) + 1
    return counts


def main():
    workers_wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    texts = [text(seed) for seed in range(TEXTS)]
    total = {}
    with Workers(workers_wanted) as workers:
        for counts in workers.map(count, texts):
            for word, n in counts.items():
                total[word] = total.get(word, 0) + n
    most = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:5]
    print(f"{sum(total.values())} words, {len(total)} different")
    for word, n in most:
        print(f"{word} {n}")


if __name__ == "__main__":
    main()
