# A result that does not fit into memory is an exception, and the program goes on.
import resource

resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


def attempt(call):
    try:
        return len(call())
    except MemoryError:
        return "MemoryError"


for call in (
    lambda: format(1.5, ".2147483600F"),
    lambda: "%.2147483600f" % 1e300,
    lambda: format("a", "2147483600"),
    lambda: format(1, "2147483600,d"),
    lambda: "a".center(2_000_000_000),
    lambda: b"a".ljust(2_000_000_000),
    lambda: "a" * 2_000_000_000,
    lambda: "ab".replace("", "x" * 600_000_000),
    lambda: "\t".expandtabs(2_000_000_000),
    lambda: "1".zfill(2_000_000_000),
):
    print(attempt(call))
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
# expect: MemoryError
print(attempt(lambda: "a" * 1000))  # expect: 1000
