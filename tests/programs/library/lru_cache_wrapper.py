# functools.lru_cache: what is remembered, forgotten, counted, and what has a frame.
import copy
import functools
import gc
import pickle
import sys
import threading
import weakref
from functools import cache, lru_cache


@lru_cache(maxsize=3)
def square(x, *, by=1):
    """Doc."""
    return x * x * by


print([square(n) for n in (1, 2, 3, 1, 4, 2)], square.cache_info(), square.cache_parameters())
square(1, by=2), square(1, by=2)
print(square.cache_info(), square.__name__, square.__doc__, square.__wrapped__(5), type(square).__name__)
square.cache_clear()
print(square.cache_info())


@lru_cache(maxsize=None, typed=True)
def kind(x, y=0):
    return type(x).__name__


print(kind(1), kind(1.0), kind(True), kind(1), kind(x=1), kind(1, y=2), kind.cache_info())


@lru_cache
def untyped(x):
    return type(x).__name__


print(untyped(1), untyped(1.0), untyped(True), untyped("1"), untyped((1,)), untyped((1.0,)), untyped.cache_info().currsize)


@lru_cache(maxsize=0)
def never(x):
    return x


never(1), never(1)
print(never.cache_info(), lru_cache(maxsize=-5)(len).cache_info())
for bad in ([], {}, set()):
    try:
        untyped(bad)
    except TypeError as error:
        print(error)
for arguments in (("x",), ("x", 2), (len, "many", False, print)):
    try:
        functools._lru_cache_wrapper(*arguments) if len(arguments) > 2 else lru_cache(*arguments)
    except TypeError as error:
        print(error)


@cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(80), fibonacci.cache_info())


class Point:
    def __init__(self, x):
        self.x = x

    @lru_cache(maxsize=2)
    def shifted(self, by):
        return self.x + by

    @classmethod
    @cache
    def name(cls):
        return cls.__name__


p = Point(3)
print(p.shifted(1), p.shifted(1), Point.shifted(p, 1), Point.shifted.cache_info(), Point.name(), type(p.shifted).__name__)


class Key:
    hashed = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        Key.hashed += 1
        return hash(self.n)

    def __eq__(self, other):
        return self.n == other.n


@lru_cache(2)
def of_key(key):
    return key.n


print(of_key(Key(1)), of_key(Key(1)), of_key.cache_info(), Key.hashed)


@lru_cache(2)
def fails(n):
    raise ValueError(n)


for _ in range(2):
    try:
        fails(1)
    except ValueError:
        pass
print(fails.cache_info())


@lru_cache(2)
def again(n):
    if n > 0:
        again(n - 1)
        again(n - 1)
    return n


print(again(5), again.cache_info())
print(copy.copy(square) is square, copy.deepcopy(square) is square, pickle.loads(pickle.dumps(square)) is square)


@lru_cache
def caller():
    return sys._getframe(1).f_code.co_name


print(caller(), weakref.ref(square)() is square, square.__dict__.keys() >= {"__wrapped__", "cache_parameters"})


def cycle():
    @lru_cache(None)
    def f(x):
        return f

    f(1)
    return weakref.ref(f)


gone = cycle()
gc.collect()
print(gone())
seen = []


@lru_cache(maxsize=50)
def shared(n):
    seen.append(n)
    return n * 2


def work():
    for n in range(2000):
        assert shared(n % 100) == n % 100 * 2


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
info = shared.cache_info()
print(info.hits + info.misses, info.misses == len(seen), info.currsize <= 50, info.maxsize)
# expect: [1, 4, 9, 1, 16, 4] CacheInfo(hits=1, misses=5, maxsize=3, currsize=3) {'maxsize': 3, 'typed': False}
# expect: CacheInfo(hits=2, misses=6, maxsize=3, currsize=3) square Doc. 25 _lru_cache_wrapper
# expect: CacheInfo(hits=0, misses=0, maxsize=3, currsize=0)
# expect: int float bool int int int CacheInfo(hits=1, misses=5, maxsize=None, currsize=5)
# expect: int float float str tuple tuple 4
# expect: CacheInfo(hits=0, misses=2, maxsize=0, currsize=0) CacheInfo(hits=0, misses=0, maxsize=0, currsize=0)
# expect: unhashable type: 'list'
# expect: unhashable type: 'dict'
# expect: unhashable type: 'set'
# expect: Expected first argument to be an integer, a callable, or None
# expect: Expected first argument to be an integer, a callable, or None
# expect: maxsize should be integer or None
# expect: 23416728348467685 CacheInfo(hits=78, misses=81, maxsize=None, currsize=81)
# expect: 4 4 4 CacheInfo(hits=2, misses=1, maxsize=2, currsize=1) Point method
# expect: 1 1 CacheInfo(hits=1, misses=1, maxsize=2, currsize=1) 2
# expect: CacheInfo(hits=0, misses=2, maxsize=2, currsize=0)
# expect: 5 CacheInfo(hits=5, misses=6, maxsize=2, currsize=2)
# expect: True True True
# expect: <module> True True
# expect: None
# expect: 8000 True True 50
