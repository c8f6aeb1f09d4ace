"""Memory in which nothing lives any more serves objects of another size, and goes back to the system, at the next collection."""
# cpython: it is another allocator's memory

import gc


def resident():
    """MiB of memory."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4 // 1024


before = resident()
kept = [(n,) * 3 for n in range(500_000)]
full = resident()
taken = full - before
print(taken > 20)  # expect: True
del kept
gc.collect()
print(resident() - before < taken / 2)  # expect: True
for length in 5, 8, 13:
    kept = [(n,) * length for n in range(4_000_000 // (3 + length))]
    print(resident() - before < 1.7 * taken)
    del kept
    gc.collect()
# expect: True
# expect: True
# expect: True

# What shares a piece of memory with something that lives stays as it was.
kept = [[n] for n in range(200_000)]
some = kept[::5000]
del kept
gc.collect()
others = [(n, n, n, n, n) for n in range(100_000)]
gc.collect()
print(some == [[n] for n in range(0, 200_000, 5000)], others[99_999])  # expect: True (99999, 99999, 99999, 99999, 99999)
