# What is counted is about what objects take, and what lists, dicts, strings and the like hold besides.
import array
import collections
import io
import sys
import tracemalloc

MEGA = 1 << 20


def about(expected, slack=0.05):
    current, peak = tracemalloc.get_traced_memory()
    grown = current - before
    if not expected * (1 - slack) <= grown <= expected * (1 + slack) + 20_000:
        return f"{grown} instead of {expected}"
    return peak >= current


def largest():
    return tracemalloc.take_snapshot().statistics("lineno")[0]


tracemalloc.start()
before, _ = tracemalloc.get_traced_memory()

made = [None] * MEGA
print(about(8 * MEGA))  # expect: True
print(largest().traceback[0].lineno, abs(largest().size - 8 * MEGA) < 1000)  # expect: 26 True
del made
print(about(0))  # expect: True

made = bytes(MEGA)
print(about(MEGA))  # expect: True
made = "x" * MEGA
print(about(MEGA))  # expect: True
made = bytearray(MEGA)
print(about(MEGA))  # expect: True
made = tuple(range(MEGA // 1024)) * 1024
print(about(8 * MEGA))  # expect: True
made = 1 << (8 * MEGA)
print(about(MEGA, 0.1))  # expect: True
made = array.array("d", bytes(MEGA))
print(about(MEGA))  # expect: True
made = io.BytesIO()
for n in range(1024):
    made.write(bytes(1024))
print(about(MEGA, 0.2))  # expect: True
del made

# What grows is counted where it grows, and what shrinks is given back.
grown = []
ring = collections.deque()
for n in range(100_000):
    grown.append(None)  # the list
    ring.append(None)  # the deque
sizes = [
    statistic.size
    for statistic in tracemalloc.take_snapshot().statistics("lineno")
    if statistic.traceback[0].filename == __file__ and statistic.traceback[0].lineno in (54, 55)
]
print(len(sizes), all(800_000 <= size < 1_200_000 for size in sizes))  # expect: 2 True
grown.clear()
ring.clear()
print(about(0))  # expect: True

table = {}
everything = set()
for n in range(10_000):
    table[n] = None
    everything.add(n)
current = tracemalloc.get_traced_memory()[0] - before
print(300_000 < current < 2_000_000)  # expect: True
table.clear()
everything.clear()
print(tracemalloc.get_traced_memory()[0] - before < 20_000)  # expect: True

# The peak stays until it is reset.
tracemalloc.reset_peak()
first = tracemalloc.get_traced_memory()[1] - before
gone = bytes(3 * MEGA)
del gone
current, peak = tracemalloc.get_traced_memory()
print(first < 20_000, current - before < 20_000, peak - before >= 3 * MEGA)  # expect: True True True
tracemalloc.reset_peak()
current, peak = tracemalloc.get_traced_memory()
print(peak - before < 20_000, peak >= current)  # expect: True True

# A list that is older than the tracing is counted where it grows.
tracemalloc.stop()
old = [0]
tracemalloc.start()
old.extend([1] * 100_000)
largest_now = largest()
print(largest_now.traceback[0].lineno, largest_now.size >= 800_000)  # expect: 92 True
print(tracemalloc.get_object_traceback(old))  # expect: None
print(tracemalloc.get_tracemalloc_memory() > 0)  # expect: True
tracemalloc.stop()

# sys.getsizeof counts the same.
tracemalloc.start()
made = bytes(12345)
one = next(trace.size for trace in tracemalloc.take_snapshot().traces if trace.size > 12345)
tracemalloc.stop()
print(one == sys.getsizeof(made))  # expect: True
for value, least in (
    ([None] * 1000, 8000),
    ({n: n for n in range(1000)}, 16_000),
    (set(range(1000)), 8000),
    ("x" * 1000, 1000),
    (bytearray(1000), 1000),
    (collections.deque([None] * 1000), 8000),
    (1 << 80_000, 10_000),
    (tuple(range(1000)), 8000),
):
    assert least <= sys.getsizeof(value) < 10 * least, (type(value), sys.getsizeof(value))
