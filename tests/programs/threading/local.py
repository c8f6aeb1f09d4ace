# threading.local: attributes of each thread.
import threading

data = threading.local()
data.x = 1
seen = []


def work():
    seen.append(hasattr(data, "x"))
    data.x = 2
    data.y = [3]
    seen.append(sorted(data.__dict__))
    del data.x
    try:
        data.x
    except AttributeError as e:
        seen.append(type(e).__name__)


t = threading.Thread(target=work)
t.start()
t.join()
print(seen, data.x, hasattr(data, "y"))  # expect: [False, ['x', 'y'], 'AttributeError'] 1 False


class Counter(threading.local):
    total = 0

    def __init__(self, start, *, step=1):
        self.n = start
        self.step = step
        inits.append(threading.current_thread().name)

    def next(self):
        self.n += self.step
        return self.n


inits = []
c = Counter(10, step=5)
print(c.next(), c.next())  # expect: 15 20


def use():
    seen.append((c.next(), c.total))


t = threading.Thread(target=use, name="other")
t.start()
t.join()
print(seen[-1], inits, c.next())  # expect: (15, 0) ['MainThread', 'other'] 25


class D:
    def __del__(self):
        seen.append("dropped with its thread")


def hold():
    data.d = D()


t = threading.Thread(target=hold)
t.start()
t.join()
print(seen[-1])  # expect: dropped with its thread
