# Sizes that no machine has: an exception each, and at once.
# cpython: it takes what memory there is
import sys
N = 10**18
def attempt(name, f):
    try:
        f()
    except (MemoryError, OverflowError, ValueError, TypeError, IndexError):
        pass


class I:
    def __index__(self): return N
class Len:
    def __len__(self): return N
    def __getitem__(self, i): return i
class Hint:
    def __length_hint__(self): return N
    def __iter__(self): return iter([1])
for n in (10**18, 2**62, 2**63 - 1, 2**63, 2**64, 10**30, 2**41):
    for name, f in {
        "list": lambda: [0] * n,
        "listr": lambda: n * [0],
        "list2": lambda: [0, 1] * n,
        "str": lambda: "x" * n,
        "stre": lambda: "é" * n,
        "bytes": lambda: b"x" * n,
        "tuple": lambda: (0,) * n,
        "bytearray": lambda: bytearray(b"x") * n,
        "bytesn": lambda: bytes(n),
        "bytearrayn": lambda: bytearray(n),
        "empty": lambda: [] * n,
        "emptys": lambda: "" * n,
        "ljust": lambda: "x".ljust(n),
        "center": lambda: "x".center(n),
        "zfill": lambda: "1".zfill(n),
        "rjust": lambda: "x".rjust(n),
        "bljust": lambda: b"x".ljust(n),
        "bzfill": lambda: b"x".zfill(n),
        "bcenter": lambda: b"x".center(n),
        "shift": lambda: 1 << n,
        "format": lambda: f"{1:{n}}",
        "formatp": lambda: f"{1.0:.{n}f}",
        "formats": lambda: f"{'x':{n}}",
        "percent": lambda: "%*d" % (n, 1),
        "percentp": lambda: "%.*f" % (n, 1.0),
        "percents": lambda: "%*s" % (n, "a"),
        "strformat": lambda: "{:{}}".format(1, n),
        "strformatp": lambda: "{:.{}f}".format(1.5, n),
        "percentx": lambda: "%.*d" % (n, 1),
        "percentb": lambda: b"%*d" % (n, 1),
        "tobytes": lambda: (1).to_bytes(n, "big"),
        "round": lambda: round(1, -n),
        "round2": lambda: round(1.5, n),
        "round3": lambda: round(12345, n),
        "expandtabs": lambda: "a\tb".expandtabs(n),
        "bexpandtabs": lambda: b"a\tb".expandtabs(n),
        "join": lambda: ("x" * 100).join(["y"] * min(n, 2**20)),
        "translate": lambda: "aa".translate({97: "b" * n}),
        "setslice": lambda: [1].__setitem__(slice(None), range(n)),
        "imul": lambda: __import__("operator").imul([1, 2], n),
        "listmul": lambda: [[]] .__mul__(n),
        "deque": lambda: __import__("collections").deque([1]) * n if n > 2**41 else 0,
        "indent": lambda: "a" * n + "b" * n,
        "pow": lambda: 2 ** n if n > 2**37 else 0,
        "intpow": lambda: 10 ** n if n > 2**37 else 0,
        "negshift": lambda: 1 >> n,
        "range": lambda: len(range(n)),
        "rangei": lambda: range(n)[n - 1],
        "mv": lambda: memoryview(b"abc")[n:],
        "slice": lambda: [1, 2, 3][n:],
        "slice2": lambda: "abc"[-n:n:n],
        "insert": lambda: [1].insert(n, 2),
        "pop": lambda: [1].pop(n),
        "idx": lambda: "abc"[n],
        "find": lambda: "abc".find("b", -n, n),
        "startswith": lambda: "abc".startswith("a", n),
        "split": lambda: "a b".split(None, n) if n < 2**63 else 0,
        "repl": lambda: "aaa".replace("a", "b", n) if n < 2**63 else 0,
        "factorial": lambda: __import__("math").factorial(n),
        "perm": lambda: __import__("math").comb(n, 2),
        "repeat": lambda: __import__("itertools").repeat(1, n).__length_hint__(),
        "islice": lambda: list(__import__("itertools").islice([1], n)),
        "combs": lambda: list(__import__("itertools").combinations([1, 2], n)),
        "perms": lambda: list(__import__("itertools").permutations([1, 2], n)),
        "product": lambda: __import__("itertools").product([1, 2], repeat=n),
        "cwr": lambda: __import__("itertools").combinations_with_replacement([1, 2], n),
        "tee": lambda: __import__("itertools").tee([1], n),
        "batched": lambda: list(__import__("itertools").batched([1], n)),
        "ldexp": lambda: __import__("math").ldexp(1.0, n),
        "randbits": lambda: __import__("random").getrandbits(n),
        "randbytes": lambda: __import__("random").randbytes(n),
        "urandom": lambda: __import__("os").urandom(n),
        "setlimit": lambda: sys.setrecursionlimit(n),
        "chr": lambda: chr(n),
        "sleep": lambda: __import__("time").sleep(-n),
        "bytesio": lambda: __import__("io").BytesIO().seek(n) and 0,
        "bytesiow": lambda: (lambda b: (b.seek(n), b.write(b"x")))(__import__("io").BytesIO()),
        "bytesiot": lambda: __import__("io").BytesIO().truncate(n),
        "stringio": lambda: (lambda b: (b.seek(n), b.write("x")))(__import__("io").StringIO()),
        "read": lambda: __import__("io").BytesIO(b"abc").read(n),
        "maxlen": lambda: __import__("collections").deque([1], n),
        "rotate": lambda: __import__("collections").deque([1, 2]).rotate(n),
        "strhint": lambda: list(Hint()),
        "tuplehint": lambda: tuple(Hint()),
        "lenobj": lambda: len(Len()),
        "rev": lambda: next(reversed(Len())),
        "sample": lambda: __import__("random").sample(range(n), 2),
        "lru": lambda: __import__("functools").lru_cache(n)(len)([]),
        "timeout": lambda: __import__("threading").Lock().acquire(timeout=n),
        "stack": lambda: __import__("threading").stack_size(n),
        "os_read": lambda: __import__("os").read(0, n),
        "fromhex": lambda: bytes.fromhex("00" * min(n, 1000)),
        "complexpow": lambda: (1j) ** n,
        "fpow": lambda: 2.0 ** n,
        "float": lambda: float(n),
        "int": lambda: int(f"1{'0' * 5000}"),
        "strint": lambda: str(10 ** 5000),
        "hex": lambda: hex(n),
        "ucount": lambda: "aaa".count("", -n, n),
        "sem": lambda: __import__("threading").Semaphore(n),
    }.items():
        if n == 2**41 and name in ("shift", "factorial", "range", "islice", "batched", "perms", "rangei", "timeout", "ldexp"):
            continue
        attempt(name, f)
print("end")
# expect: end
