"""Counting words: strings split, hashed, counted in a dict, and sorted.

Each thread makes up its own pieces of text and counts them in a dict of its own; the dicts are merged at the
end. Nothing is shared while the work is done, but every word is a new object: without a global lock the
allocator and the reference counts have to scale, and under one they need not.
"""

import sys
import threading

PIECES = 64
WORDS = 16000
SYLLABLES = "ka to mi ren sol va du pe lin or ba thi gu nes ya fro"


def text(seed):
    """A piece of text, the same for the same seed; short words are common and long ones rare."""
    # Split here, so that each thread counts references to strings of its own.
    syllables = SYLLABLES.split()
    state = seed * 7919 + 1
    lines = []
    line = []
    for _ in range(WORDS):
        state = (state * 1103515245 + 12345) % 2147483648
        bits = state >> 8
        word = syllables[bits & 15]
        bits >>= 4
        while (bits & 3 == 1 or len(word) < 4) and len(word) < 6:
            bits >>= 2
            word += syllables[bits & 15]
            bits >>= 4
        if bits & 7 == 0:
            word = word.capitalize()
        line.append(word)
        if len(line) == 12:
            lines.append(" ".join(line) + ("." if bits & 1 else ","))
            line = []
    lines.append(" ".join(line))
    return "\n".join(lines)


def count(piece, counts):
    for line in piece.splitlines():
        for word in line.split():
            word = word.strip(".,").lower()
            counts[word] = counts.get(word, 0) + 1


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    counted = [None] * threads

    def worker(first):
        counts = {}
        for piece in range(first, PIECES, threads):
            count(text(piece), counts)
        counted[first] = counts

    workers = [threading.Thread(target=worker, args=(n,)) for n in range(threads)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    totals = {}
    for counts in counted:
        for word, n in counts.items():
            totals[word] = totals.get(word, 0) + n
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    print(f"{sum(totals.values())} words, {len(totals)} different")
    for word, n in ranked[:10]:
        print(f"{n:>8} {word}")


if __name__ == "__main__":
    main()
