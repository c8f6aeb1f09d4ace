# A pool of processes: every way to give it work, errors in a worker, and ending it in the middle.
import multiprocessing as mp
import os
import time


def square(n):
    return n * n


def add(a, b=0):
    return a + b


def fail(n):
    raise KeyError(n)


def who(_):
    return os.getpid()


def start(value):
    global BASE
    BASE = value


def based(n):
    return BASE + n


if __name__ == "__main__":
    ctx = mp.get_context("forkserver")
    with ctx.Pool(2) as pool:
        print(pool.map(square, range(8)), pool.apply(square, (9,)), pool.apply(add, (1,), {"b": 2}))
        print(list(pool.imap(square, range(5), chunksize=2)), sorted(pool.imap_unordered(square, range(5))))
        print(pool.starmap(add, [(1, 2), (3, 4)]))
        got = []
        result = pool.apply_async(square, (7,), callback=got.append)
        print(result.get(30), result.ready(), result.successful(), got)
        try:
            pool.map(fail, [1])
        except KeyError as e:
            print(type(e).__name__, e.args, type(e.__cause__).__name__)
        slow = pool.apply_async(time.sleep, (600,))
        try:
            slow.get(timeout=0.05)
        except mp.TimeoutError:
            print("TimeoutError")
    # expect: [0, 1, 4, 9, 16, 25, 36, 49] 81 3
    # expect: [0, 1, 4, 9, 16] [0, 1, 4, 9, 16]
    # expect: [3, 7]
    # expect: 49 True True [49]
    # expect: KeyError (1,) RemoteTraceback
    # expect: TimeoutError
    # Left by `terminate`: the worker that slept is gone.
    print(mp.active_children())
    # expect: []
    with ctx.Pool(1, initializer=start, initargs=(100,), maxtasksperchild=1) as pool:
        print(pool.map(based, range(3), chunksize=1), len(set(pool.map(who, range(3), chunksize=1))))
        pool.close()
        pool.join()
    # expect: [100, 101, 102] 3
    try:
        pool.map(square, [1])
    except ValueError as e:
        print(e)
    # expect: Pool not running
