# Threads make and free what others have made while one looks: all that is alive is known, and nothing else.
import threading
import tracemalloc

THREADS = 4
ROUNDS = 30
KEPT = 200


class Thing:
    def __init__(self, number):
        self.number = number


shared = []
kept = [[] for _ in range(THREADS)]
ready = threading.Barrier(THREADS + 1)
done = threading.Event()


def work(number):
    ready.wait()
    for round in range(ROUNDS):
        mine = [Thing(n) for n in range(KEPT)]
        shared.extend(mine[: KEPT // 2])
        # What another has made dies here.
        for _ in range(KEPT // 2):
            shared.pop()
        kept[number] = mine


def things(snapshot):
    """How many there are, and the lines that are said to have made them."""
    made = [entry for entry in snapshot.statistics("lineno") if entry.traceback[0].filename == __file__]
    return sum(entry.count for entry in made), made


tracemalloc.start(4)
threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
for thread in threads:
    thread.start()
ready.wait()
snapshots = 0
while any(thread.is_alive() for thread in threads):
    snapshot = tracemalloc.take_snapshot()
    assert all(trace.size >= 0 for trace in snapshot.traces)
    current, peak = tracemalloc.get_traced_memory()
    assert peak >= current
    snapshots += 1
for thread in threads:
    thread.join()
print(snapshots > 0)  # expect: True
line = work.__code__.co_firstlineno + 3
for number in range(THREADS):
    for thing in kept[number]:
        traceback = tracemalloc.get_object_traceback(thing)
        assert traceback[-1].lineno == line, traceback
        assert len(traceback) == 4, traceback
print(len(shared))  # expect: 0
snapshot = tracemalloc.take_snapshot()
made = next(entry for entry in snapshot.statistics("lineno") if entry.traceback[0] == tracemalloc.Frame((__file__, line)))
print(made.count >= THREADS * KEPT, made.count < THREADS * (3 * KEPT + 10))  # expect: True True
kept.clear()
del thing, threads, thread
snapshot = tracemalloc.take_snapshot()
left = [entry for entry in snapshot.statistics("lineno") if entry.traceback[0] == tracemalloc.Frame((__file__, line))]
print(sum(entry.count for entry in left) < 10)  # expect: True


# Another thread may begin and end it.
def begin_and_end():
    tracemalloc.stop()
    tracemalloc.start()


thread = threading.Thread(target=begin_and_end)
thread.start()
thread.join()
for _ in range(10):
    pass
thing = Thing(0)  # The last one.
with open(__file__) as source:
    last = next(number for number, line in enumerate(source, 1) if line.endswith("# The last one.\n"))
print(tracemalloc.get_object_traceback(thing)[0].lineno == last)  # expect: True
tracemalloc.stop()
