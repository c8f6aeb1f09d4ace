# Cooperative tasks over generators: sleeping, channels, and a clock that only the loop moves.
import heapq
from collections import deque


class Sleep:
    def __init__(self, seconds):
        self.seconds = seconds


class Channel:
    def __init__(self):
        self.items, self.waiting = deque(), deque()


class Put:
    def __init__(self, channel, item):
        self.channel, self.item = channel, item


class Get:
    def __init__(self, channel):
        self.channel = channel


class Loop:
    def __init__(self):
        self.now, self.ready, self.sleeping, self.order = 0, deque(), [], 0

    def spawn(self, task):
        self.ready.append((task, None))

    def run(self):
        while self.ready or self.sleeping:
            if not self.ready:
                self.now, _, task = heapq.heappop(self.sleeping)
                self.ready.append((task, None))
            task, value = self.ready.popleft()
            try:
                request = task.send(value)
            except StopIteration as stop:
                if stop.value is not None:
                    print(f"{self.now:>3} finished with {stop.value}")
                continue
            except Exception as error:
                print(f"{self.now:>3} failed: {error!r}")
                continue
            match request:
                case Sleep(seconds=s):
                    self.order += 1
                    heapq.heappush(self.sleeping, (self.now + s, self.order, task))
                case Put(channel=c, item=item):
                    if c.waiting:
                        self.ready.append((c.waiting.popleft(), item))
                    else:
                        c.items.append(item)
                    self.ready.append((task, None))
                case Get(channel=c):
                    if c.items:
                        self.ready.append((task, c.items.popleft()))
                    else:
                        c.waiting.append(task)
                case None:
                    self.ready.append((task, None))


loop = Loop()
channel = Channel()


def producer(name, n, pause):
    for i in range(n):
        yield Sleep(pause)
        yield Put(channel, f"{name}{i}")
    return name


def consumer(n):
    total = []
    while len(total) < n:
        item = yield Get(channel)
        print(f"{loop.now:>3} got {item}")
        total.append(item)
    return total


def failing():
    yield Sleep(4)
    yield from middle()


def middle():
    yield
    raise LookupError("lost")


loop.spawn(producer("a", 3, 2))
loop.spawn(producer("b", 2, 3))
loop.spawn(consumer(5))
loop.spawn(failing())
loop.run()
# expect:   2 got a0
# expect:   3 got b0
# expect:   4 failed: LookupError('lost')
# expect:   4 got a1
# expect:   6 got b1
# expect:   6 finished with b
# expect:   6 got a2
# expect:   6 finished with ['a0', 'b0', 'a1', 'b1', 'a2']
# expect:   6 finished with a
print(loop.now)  # expect: 6
