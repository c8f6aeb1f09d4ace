"""One dict that every thread reads and updates, each under keys of its own.

No two threads ever want the same key, but they want the same dict. A global lock makes that free and
everything else serial; without it, reads can do without a lock while writes take turns at the dict's own, and
the shared values' reference counts travel between the cores.
"""

import sys
import threading

CHUNKS = 24
KEYS = 500
ROUNDS = 220
ITEMS = ["apple", "bread", "cheese", "dates", "eggs", "flour", "ginger", "honey"]


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    stock = {item: 10 + 3 * n for n, item in enumerate(ITEMS)}

    def trade(chunk):
        """Books sales under this chunk's keys at the prices that all chunks look up."""
        names = [f"shop {chunk}/{n}" for n in range(KEYS)]
        for round in range(ROUNDS):
            for n, name in enumerate(names):
                price = stock[ITEMS[(n + round) % len(ITEMS)]]
                if name in stock:
                    stock[name] += price
                else:
                    stock[name] = price
            if round % 10 == 9:
                del stock[names[round]]

    def worker(first):
        for chunk in range(first, CHUNKS, threads):
            trade(chunk)

    workers = [threading.Thread(target=worker, args=(n,)) for n in range(threads)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()

    print(f"{len(stock)} keys, {sum(stock.values())} in all")
    print(f"last shop: {stock[f'shop {CHUNKS - 1}/{KEYS - 1}']}")


if __name__ == "__main__":
    main()
