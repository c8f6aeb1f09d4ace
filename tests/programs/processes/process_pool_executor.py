# ProcessPoolExecutor: results, errors, a worker that is killed, and one that ends by itself.
import multiprocessing as mp
import os
import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool


def square(n):
    return n * n


def fail(n):
    raise LookupError(f"no {n}")


def die(_):
    os.kill(os.getpid(), signal.SIGKILL)


def leave(_):
    os._exit(1)


if __name__ == "__main__":
    for method in ("forkserver", "spawn"):
        context = mp.get_context(method)
        with ProcessPoolExecutor(2, mp_context=context) as executor:
            print(list(executor.map(square, range(10), chunksize=3)))
            futures = [executor.submit(square, n) for n in range(5)]
            print(sorted(future.result() for future in as_completed(futures)))
            future = executor.submit(fail, 7)
            print(repr(future.exception()), type(future.exception().__cause__).__name__)
        for end in (die, leave):
            with ProcessPoolExecutor(2, mp_context=context) as executor:
                futures = [executor.submit(end, n) for n in range(3)]
                for future in futures:
                    try:
                        future.result(timeout=30)
                    except BrokenProcessPool as e:
                        print(type(e).__name__)
                try:
                    executor.submit(square, 2)
                except BrokenProcessPool:
                    print("cannot submit")
    print(mp.active_children())
# expect: [0, 1, 4, 9, 16, 25, 36, 49, 64, 81]
# expect: [0, 1, 4, 9, 16]
# expect: LookupError('no 7') _RemoteTraceback
# expect: BrokenProcessPool
# expect: BrokenProcessPool
# expect: BrokenProcessPool
# expect: cannot submit
# expect: BrokenProcessPool
# expect: BrokenProcessPool
# expect: BrokenProcessPool
# expect: cannot submit
# expect: [0, 1, 4, 9, 16, 25, 36, 49, 64, 81]
# expect: [0, 1, 4, 9, 16]
# expect: LookupError('no 7') _RemoteTraceback
# expect: BrokenProcessPool
# expect: BrokenProcessPool
# expect: BrokenProcessPool
# expect: cannot submit
# expect: BrokenProcessPool
# expect: BrokenProcessPool
# expect: BrokenProcessPool
# expect: cannot submit
# expect: []
