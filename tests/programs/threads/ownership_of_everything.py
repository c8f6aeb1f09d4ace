# Objects of every type are dropped by a thread that did not make them.
import queue
import sys
import threading

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 4
sys.setswitchinterval(1e-5)
q = queue.SimpleQueue()
closed = []
lock = threading.RLock()  # a finalizer may come while another has it


def made(n):
    def generator():
        try:
            yield n
        finally:
            with lock:
                closed.append(n)

    class Local:
        attribute = [n]

        def method(self):
            return n

    g = generator()
    next(g)
    local = Local()
    d = {n: [n]}
    try:
        raise ValueError(n)
    except ValueError as e:
        error = e.with_traceback(None)  # or the error would hold this frame, and the frame the error
    return [
        lambda: n,
        Local,
        local,
        local.method,
        g,
        d,
        d.keys(),
        d.items(),
        iter(d),
        iter([n]),
        zip("a"),
        error,
        (n,) * 3,
        frozenset([n, n + 1]),
        str(n) * 3,
        n + 2**70,
        n + 0.5,
        map(str, [n]),
        slice(n),
        range(n),
        memoryview(bytes([n % 256])),
        super(Local, local),
        property(made),
        staticmethod(made),
        type(local),
    ]


def dropper():
    while (things := q.get()) is not None:
        assert things[0]() == things[3]() == things[2].attribute[0]
        assert str(things[11]) == str(things[0]())
        while things:
            things.pop()


workers = [threading.Thread(target=dropper) for _ in range(threads)]
for w in workers:
    w.start()
for n in range(200):
    q.put(made(n))
for _ in workers:
    q.put(None)
for w in workers:
    w.join()
print(sorted(closed) == list(range(200)))  # expect: True
