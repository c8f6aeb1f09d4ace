# Snapshots: statistics, filters, comparison, and what is written to a file and read again.
import os
import tempfile
import tracemalloc


class Thing:
    __slots__ = ("one", "two")


def make(count):
    return [Thing() for _ in range(count)]  # made here


def of(snapshot, number):
    for statistic in snapshot.statistics("lineno"):
        if statistic.traceback[0] == tracemalloc.Frame((__file__, number)):
            return statistic


MADE = make.__code__.co_firstlineno + 1

tracemalloc.start(3)
nothing = tracemalloc.take_snapshot()
print(of(nothing, MADE))  # expect: None
things = make(1000)
some = tracemalloc.take_snapshot()
# The list they are in is one more, or two.
print(1000 < of(some, MADE).count < 1004, of(some, MADE).size > 32_000)  # expect: True True
more = make(500)
many = tracemalloc.take_snapshot()
difference = next(
    entry for entry in many.compare_to(some, "lineno") if entry.traceback[0].lineno == MADE and entry.count > 999
)
print(500 < difference.count_diff < 504, difference.size_diff > 16_000)  # expect: True True
del things, more
gone = tracemalloc.take_snapshot()
# CPython keeps the memory of a list for the next one.
print(of(gone, MADE) is None or of(gone, MADE).count == 1)  # expect: True

by_call = [entry for entry in some.statistics("traceback") if entry.traceback[-1].lineno == MADE]
print(len(by_call[0].traceback), by_call[0].traceback[0].filename == __file__)  # expect: 2 True
by_file = some.statistics("filename")
print(any(entry.traceback[0].filename == __file__ and entry.count > 1000 for entry in by_file))  # expect: True
cumulative = some.statistics("lineno", cumulative=True)
print(sum(entry.count >= 1000 for entry in cumulative) >= 2)  # expect: True

mine = some.filter_traces([tracemalloc.Filter(True, __file__)])
print({entry.traceback[0].filename == __file__ for entry in mine.statistics("filename")})  # expect: {True}
other = some.filter_traces([tracemalloc.Filter(False, __file__, MADE)])
print(of(other, MADE), len(other.traces) < len(some.traces))  # expect: None True
print(len(some.filter_traces([tracemalloc.DomainFilter(False, 0)]).traces))  # expect: 0
print({trace.domain for trace in some.traces})  # expect: {0}

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "snapshot")
    some.dump(path)
    again = tracemalloc.Snapshot.load(path)
print(of(again, MADE) == of(some, MADE), again.traceback_limit)  # expect: True 3

# What a snapshot is made of is not in the next one.
tracemalloc.clear_traces()
first = tracemalloc._get_traces()
second = tracemalloc._get_traces()
print(len(second) - len(first) < 10)  # expect: True
tracemalloc.stop()
print(tracemalloc._get_traces())  # expect: []
