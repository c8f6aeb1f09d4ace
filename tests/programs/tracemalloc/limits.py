# How many frames are kept is asked for, and checked.
import tracemalloc

for wrong in (0, -1, 65536, 1 << 40):
    try:
        tracemalloc.start(wrong)
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
# expect: ValueError the number of frames must be in range [1; 65535]
# expect: ValueError the number of frames must be in range [1; 65535]
# expect: ValueError the number of frames must be in range [1; 65535]
# expect: OverflowError Python int too large to convert to C int
try:
    tracemalloc.start(1.5)
except TypeError:
    print("refused")  # expect: refused
try:
    tracemalloc.take_snapshot()
except RuntimeError as error:
    print(error)  # expect: the tracemalloc module must be tracing memory allocations to take a snapshot
print(tracemalloc.get_traceback_limit())  # expect: 1


def make():
    return object()


def outer():
    return make()


class Maker:
    def __call__(self):
        made = [outer()]
        return made[0]


def names(value):
    return [frame.lineno for frame in tracemalloc.get_object_traceback(value)]


tracemalloc.start(2)
tracemalloc.start(5)  # It has begun.
print(tracemalloc.get_traceback_limit())  # expect: 2
two = outer()
print(names(two), tracemalloc.get_object_traceback(two).total_nframe)  # expect: [29, 25] None
tracemalloc.stop()
print(tracemalloc.get_traceback_limit())  # expect: 2
tracemalloc.start(10)
four = Maker()()
print(names(four))  # expect: [50, 34, 29, 25]
by_native = list(map(lambda n: Maker()(), range(1)))[0]
print(names(by_native))  # expect: [52, 52, 34, 29, 25]


def steps():
    yield make()
    yield from more()


def more():
    yield make()


generated = [value for value in steps()]
print(names(generated[0])[1:], names(generated[1])[1:])  # expect: [57, 25] [58, 62, 25]


def fail():
    raise ValueError


def caught():
    try:
        fail()
    except ValueError:
        return object()


print(names(caught()))  # expect: [80, 77]
snapshot = tracemalloc.take_snapshot()
print(snapshot.traceback_limit)  # expect: 10
deepest = max(snapshot.traces, key=lambda trace: len(trace.traceback)).traceback
print(deepest.total_nframe == len(deepest) >= 4)  # expect: True
tracemalloc.stop()

# The variable that a closure shares is made before the first line of the function: its caller's line has made it.
tracemalloc.start(8)


def closure(x):
    return lambda: x


cell = closure(0).__closure__[0]
print(names(cell))  # expect: [95]
tracemalloc.stop()
