"""A profiler that is cleared while threads are profiled, and whose timer tells anything, answers and never crashes."""
# cpython: the calls of all threads are on one stack there

import _lsprof
import threading

stop = False
profiler = _lsprof.Profiler()


def clear():
    while not stop:
        profiler.clear()


def work():
    for number in range(3000):
        len(str(number))


profiler.enable()
clearing = threading.Thread(target=clear)
workers = [threading.Thread(target=work) for _ in range(2)]
for thread in [clearing, *workers]:
    thread.start()
for thread in workers:
    thread.join()
stop = True
clearing.join()
profiler.disable()
print(all(len(entry) == 6 for entry in profiler.getstats()))  # expect: True


class Timer:
    ticks = 0

    def __call__(self):
        self.ticks += 1
        return -(2**63) if self.ticks % 2 else 2**63 - 1


profiler = _lsprof.Profiler(Timer(), 1.0)
profiler.enable()
work()
profiler.disable()
print(sum(entry.callcount for entry in profiler.getstats() if entry.code is work.__code__))  # expect: 1


class Meddler:
    """Calls the profiler that it tells the time."""

    def __call__(self):
        for method in profiler.clear, profiler.disable:
            try:
                method()
            except RuntimeError as error:
                refused.add(str(error))
        profiler.getstats()
        return 1.5


refused = set()
profiler = _lsprof.Profiler(Meddler())
profiler.enable()
len([])
profiler.disable()
print(sorted(refused))
# expect: ['cannot clear profiler in external timer', 'cannot disable profiler in external timer']
