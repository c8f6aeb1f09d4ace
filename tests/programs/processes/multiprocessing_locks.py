# Locks, semaphores, events, conditions and barriers between processes.
import multiprocessing as mp


def count(lock, path, times):
    for _ in range(times):
        with lock:
            with open(path) as f:
                n = int(f.read())
            with open(path, "w") as f:
                f.write(str(n + 1))


def nested(lock, out):
    with lock, lock:
        out.put(lock.acquire(block=False))
        lock.release()


def waiter(condition, ready, out):
    with condition:
        ready.release()
        out.put(condition.wait(30))


def meet(barrier, event, out):
    event.wait()
    out.put(barrier.wait(30) < 3)


if __name__ == "__main__":
    import os
    import tempfile

    ctx = mp.get_context("forkserver")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "n")
        with open(path, "w") as f:
            f.write("0")
        lock = ctx.Lock()
        ps = [ctx.Process(target=count, args=(lock, path, 50)) for _ in range(3)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        with open(path) as f:
            print(f.read(), [p.exitcode for p in ps])
    # expect: 150 [0, 0, 0]
    out = ctx.SimpleQueue()
    rlock = ctx.RLock()
    p = ctx.Process(target=nested, args=(rlock, out))
    p.start()
    print(out.get(), rlock.acquire(timeout=30))
    p.join()
    rlock.release()
    try:
        rlock.release()
    except AssertionError as e:
        print(e)
    # expect: True True
    # expect: attempt to release recursive lock not owned by thread
    semaphore = ctx.Semaphore(2)
    print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(timeout=0.01), semaphore.get_value())
    bounded = ctx.BoundedSemaphore(1)
    try:
        bounded.release()
    except ValueError as e:
        print(e)
    # expect: True True False 0
    # expect: semaphore or lock released too many times
    condition, ready = ctx.Condition(), ctx.Semaphore(0)
    ps = [ctx.Process(target=waiter, args=(condition, ready, out)) for _ in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        ready.acquire()
    with condition:
        condition.notify_all()
    print(out.get(), out.get())
    for p in ps:
        p.join()
    # expect: True True
    barrier, event = ctx.Barrier(3), ctx.Event()
    ps = [ctx.Process(target=meet, args=(barrier, event, out)) for _ in range(3)]
    for p in ps:
        p.start()
    print(event.is_set(), event.wait(0.01))
    event.set()
    print([out.get() for _ in ps], event.is_set())
    for p in ps:
        p.join()
    # expect: False False
    # expect: [True, True, True] True
