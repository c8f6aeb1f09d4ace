# Where an object was made is known by its line, as long as it lives and it is traced.
import tracemalloc


def here(text):
    """The number of the line that says this."""
    with open(__file__) as source:
        return next(number for number, line in enumerate(source, 1) if text in line and "here(" not in line)


class Point:
    def __init__(self, x):
        self.x = x


def traced(value):
    traceback = tracemalloc.get_object_traceback(value)
    return traceback and [(frame.filename == __file__, frame.lineno) for frame in traceback]


early = Point(0)
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), traced(early))  # expect: False (0, 0) None
tracemalloc.start()
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())  # expect: True 1
point = Point(1)  # a point
items = set(range(1000))  # a set
text = "x" * 100_000  # a text
points = [
    Point(n)  # one of three
    for n in range(3)
]
joined = text + text  # two texts
print(traced(early))  # expect: None
print(traced(point) == [(True, here("# a point"))])  # expect: True
print(traced(items) == [(True, here("# a set"))])  # expect: True
print(traced(text) == [(True, here("# a text"))])  # expect: True
print(traced(points[2]) == [(True, here("# one of three"))])  # expect: True
print(traced(joined) == [(True, here("# two texts"))])  # expect: True
print(traced(None), traced(True))  # expect: None None

trace = tracemalloc.get_object_traceback(point)
print(trace.format()[1].strip())  # expect: point = Point(1)  # a point
print(len(trace), trace[0].lineno == here("# a point"), trace.total_nframe is None)  # expect: 1 True True

# Nothing is known any more, and what is made later is not either.
tracemalloc.stop()
print(tracemalloc.is_tracing(), traced(point), tracemalloc.get_traced_memory())  # expect: False None (0, 0)
late = Point(2)
tracemalloc.start()
print(traced(late), traced(point))  # expect: None None
del point, late
again = Point(3)  # another point
print(traced(again) == [(True, here("# another point"))])  # expect: True
tracemalloc.clear_traces()
print(traced(again), tracemalloc.is_tracing())  # expect: None True
tracemalloc.stop()
