# Threads that use one pickler, or pickle what others change: an exception perhaps, but nothing that was not there.
import io
import pickle
import threading

THREADS = 3
TIMES = 150


def run(*works):
    failures = []

    def repeat(work):
        for _ in range(TIMES):
            try:
                work()
            except (RuntimeError, pickle.PickleError, EOFError):
                pass
            except BaseException as error:
                failures.append(repr(error))
                return

    threads = [threading.Thread(target=repeat, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


class Point:
    def __init__(self, x):
        self.x = x


class Sink:
    def write(self, data):
        pass


# One list, dict and set that others change.
items, table, members = [Point(0)], {"key": 0}, {"member"}


def change():
    for number in range(50):
        items.append([number])
        table[number] = str(number)
        members.add(number)
    del items[1:]
    for number in range(50):
        table.pop(number, None)
        members.discard(number)


def take():
    for value in (items, table, members):
        again = pickle.loads(pickle.dumps(value))
        assert type(again) is type(value) and len(again) >= 1


print(run(change, change, take, take))  # expect: []

# One pickler, one unpickler.
pickler = pickle.Pickler(Sink())


def dump_with_one():
    pickler.dump([items[0], "text", {1: (2, 3)}])
    pickler.clear_memo()
    pickler.memo = pickler.memo.copy()


print(run(*[dump_with_one] * THREADS))  # expect: []
data = pickle.dumps([["shared"] * 3, Point(1), range(5)]) * 50


class Source(io.BytesIO):
    pass


unpicklers = [pickle.Unpickler(Source(data))]


def load_with_one():
    try:
        unpicklers[0].load()
    except EOFError:
        unpicklers[0] = pickle.Unpickler(Source(data))
    unpicklers[0].memo.clear()


failures = run(*[load_with_one] * THREADS)
# Two that read one file get pieces of each other's pickles.
print([failure for failure in failures if "Memory" in failure or "System" in failure])  # expect: []

# An object whose attributes others add.
point = Point(1)


def grow():
    for number in range(30):
        setattr(point, f"a{number}", number)
    for number in range(30):
        try:
            delattr(point, f"a{number}")
        except AttributeError:
            pass


def copy():
    assert pickle.loads(pickle.dumps(point)).x == 1


print(run(grow, copy, copy))  # expect: []


# Code that runs in between uses the pickler itself.
class Reentrant(pickle.Pickler):
    def persistent_id(self, value):
        if value == "again":
            self.dump("again")
        return None


try:
    Reentrant(io.BytesIO()).dump(["again"])
except RuntimeError as error:
    print(isinstance(error, RuntimeError))  # expect: True
