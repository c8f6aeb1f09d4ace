# What the library makes of it: coverage by trace, profiles by profile, breakpoints by bdb.
import bdb
import io
import profile
import pstats
import sys
import threading
import trace


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


tracer = trace.Trace(count=1, trace=0)
print(tracer.runfunc(fibonacci, 5))
# expect: 5
counts = {line: count for (file, line), count in tracer.results().counts.items() if file == __file__}
first = fibonacci.__code__.co_firstlineno
print({line - first: count for line, count in sorted(counts.items())})
# expect: {1: 15, 2: 8, 3: 7}

functions = trace.Trace(countfuncs=1, trace=0)
functions.runfunc(fibonacci, 3)
print(sorted(name for _, _, name in functions.results().calledfuncs if name == "fibonacci"))
# expect: ['fibonacci']

profiler = profile.Profile()
profiler.runcall(fibonacci, 6)
stats = pstats.Stats(profiler, stream=io.StringIO())
calls = {name: (primitive, total) for (_, _, name), (primitive, total, *_) in stats.stats.items()}
print(calls["fibonacci"])
# expect: (1, 25)


class Stops(bdb.Bdb):
    def user_line(self, frame):
        if frame.f_code.co_name == "fibonacci":
            stops.append((frame.f_lineno - first, frame.f_locals["n"]))
        self.set_continue()


stops = []
debugger = Stops()
print(debugger.set_break(__file__, first + 2, cond="n == 1"))
# expect: None
print(debugger.runcall(fibonacci, 4))
sys.settrace(None)
# expect: 3
print(stops)
# expect: [(1, 4), (2, 1), (2, 1), (2, 1)]


# A coverage tool in twenty lines, over threads.
class Coverage:
    def __init__(self):
        self.lines = set()

    def trace(self, frame, what, argument):
        if frame.f_code.co_filename != __file__:
            return None
        if what == "line":
            self.lines.add(frame.f_lineno - first)
        return self.trace

    def __enter__(self):
        threading.settrace(self.trace)
        sys.settrace(self.trace)
        return self

    def __exit__(self, *_):
        sys.settrace(None)
        threading.settrace(None)


with Coverage() as coverage:
    threads = [threading.Thread(target=fibonacci, args=(n,)) for n in [0, 4]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(sorted(line for line in coverage.lines if line < 5))
# expect: [1, 2, 3]
