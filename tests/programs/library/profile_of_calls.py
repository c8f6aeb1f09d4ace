# cProfile: how often functions are called, and by whom.
# cpython: 3.13 counts other calls of its own
import cProfile
import io
import pstats
import threading


def leaf(n):
    return sorted([n, 2, 1])


def recursive(n):
    return leaf(n) if n == 0 else recursive(n - 1)


def numbers():
    yield 1
    yield 2


def main():
    recursive(3)
    list(numbers())
    for _ in range(2):
        leaf(_)
    "a b".split()


def shown(stats):
    found = {}
    for (file, line, name), (primitive, calls, own, total, callers) in stats.stats.items():
        by = sorted((caller[2], count[0]) for caller, count in callers.items())
        found[name] = (primitive, calls, own <= total, by)
    return found


profiler = cProfile.Profile()
profiler.enable()
main()
profiler.disable()
profiler.create_stats()
stats = pstats.Stats(profiler)
found = shown(stats)
for name in ("main", "recursive", "leaf", "numbers", "<built-in method builtins.sorted>"):
    print(name, found[name])
# expect: main (1, 1, True, [])
# expect: recursive (1, 4, True, [('main', 1), ('recursive', 3)])
# expect: leaf (3, 3, True, [('main', 2), ('recursive', 1)])
# expect: numbers (3, 3, True, [('main', 3)])
# expect: <built-in method builtins.sorted> (3, 3, True, [('leaf', 3)])
print(found["<method 'split' of 'str' objects>"], stats.total_calls)
# expect: (1, 1, True, [('main', 1)]) 16

quiet = cProfile.Profile()
quiet.enable(builtins=False, subcalls=False)
leaf(1)
quiet.disable()
for entry in quiet.getstats():
    if not isinstance(entry.code, str) and entry.code.co_name == "leaf":
        print(entry.callcount, entry.reccallcount, entry.calls, type(entry).__name__)  # expect: 1 0 None profiler_entry

ticks = iter(range(100))
timed = cProfile.Profile(lambda: next(ticks), 0.5)
timed.runcall(leaf, 1)
print([(entry.totaltime, entry.inlinetime) for entry in timed.getstats() if entry.code is leaf.__code__])
# expect: [(1.5, 1.0)]
timed.clear()
print(timed.getstats())  # expect: []

one = cProfile.Profile()
one.enable()
try:
    cProfile.Profile().enable()
except ValueError as error:
    print(error)  # expect: tool 2 is already in use
one.disable()
one.disable()

output = io.StringIO()
profiler = cProfile.Profile()
print(profiler.runctx("x = leaf(3)", globals(), {}) is profiler)  # expect: True
pstats.Stats(profiler, stream=output).sort_stats("cumulative").print_stats("leaf")
print([line.split()[-1].split("/")[-1] for line in output.getvalue().splitlines() if "(leaf)" in line])
# expect: ['profile_of_calls.py:9(leaf)']


def failing():
    raise KeyError


profiler = cProfile.Profile()
try:
    profiler.runcall(failing)
except KeyError:
    print([entry.callcount for entry in profiler.getstats() if entry.code is failing.__code__])  # expect: [1]
profiler = cProfile.Profile()
profiler.enable()
threads = [threading.Thread(target=leaf, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
profiler.disable()
print([entry.callcount for entry in profiler.getstats() if entry.code is leaf.__code__])  # expect: [3]
