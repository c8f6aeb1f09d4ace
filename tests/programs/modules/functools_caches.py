# lru_cache, cache, cached_property.
from functools import cache, cached_property, lru_cache

calls = []


@lru_cache(maxsize=2)
def f(x, y=0):
    calls.append((x, y))
    return x + y


print(f(1), f(1), f(2), f(1), f(3))  # expect: 1 1 2 1 3
print(f(2), calls)  # expect: 2 [(1, 0), (2, 0), (3, 0), (2, 0)]
print(f.cache_info())  # expect: CacheInfo(hits=2, misses=4, maxsize=2, currsize=2)
f.cache_clear()
print(f.cache_info(), f(x=1, y=2), f(1, 2))  # expect: CacheInfo(hits=0, misses=0, maxsize=2, currsize=0) 3 3
print(f(1, y=2), f.cache_info().misses)  # expect: 3 3
print(f.__wrapped__(5), f.__name__, f.cache_parameters())  # expect: 5 f {'maxsize': 2, 'typed': False}


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80))  # expect: 23416728348467685
print(fib.cache_info())  # expect: CacheInfo(hits=78, misses=81, maxsize=None, currsize=81)


@lru_cache(typed=True)
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info().currsize)  # expect: int float bool 3


@lru_cache
def fails(x):
    calls.append(x)
    raise ValueError(x)


calls.clear()
for _ in range(2):
    try:
        fails(1)
    except ValueError:
        pass
print(calls)  # expect: [1, 1]
try:
    f([])
except TypeError as e:
    print(e)  # expect: unhashable type: 'list'


class C:
    @cached_property
    def value(self):
        print("computed")
        return [1]

    @lru_cache
    def method(self, n):
        return n * 2


c = C()
print(c.value is c.value, vars(c), c.method(2))
# expect: computed
# expect: True {'value': [1]} 4
del c.value
print(c.value)
# expect: computed
# expect: [1]


class Evict:
    pass


@lru_cache(maxsize=0)
def uncached(x):
    calls.append(x)


calls.clear()
uncached(1)
uncached(1)
print(calls, uncached.cache_info())  # expect: [1, 1] CacheInfo(hits=0, misses=2, maxsize=0, currsize=0)
