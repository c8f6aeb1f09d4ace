# lru_cache, cached_property and singledispatch used by all threads.
import functools
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)


@functools.lru_cache(maxsize=32)
def square(n):
    return n * n


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


class C:
    @functools.cached_property
    def items(self):
        return list(range(10))


@functools.singledispatch
def kind(x):
    return "object"


kind.register(int, lambda x: "int")
c = C()
results = []


def work(me):
    ok = all(square((n + me) % 100) == ((n + me) % 100) ** 2 for n in range(500))
    results.append((ok, fib(60), sum(c.items), kind(1), kind("x")))


workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for w in workers:
    w.start()
for w in workers:
    w.join()
info = square.cache_info()
print(set(results), info.currsize)  # expect: {(True, 1548008755920, 45, 'int', 'object')} 32
print(info.hits + info.misses == 500 * threads)  # expect: True
