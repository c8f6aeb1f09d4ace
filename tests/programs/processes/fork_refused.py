# A process with other threads cannot fork, and neither the start method that would.
import multiprocessing as mp
import os
import threading

# cpython: warns, and forks

stop = threading.Event()
thread = threading.Thread(target=stop.wait)
thread.start()
try:
    os.fork()
except RuntimeError as e:
    print(e)
stop.set()
thread.join()
# expect: cannot fork while other threads are running: in the child only the calling thread would go on

if __name__ == "__main__":
    print(mp.get_all_start_methods()[0])
    ctx = mp.get_context("fork")
    for make in (lambda: ctx.Process(target=print).start(), lambda: ctx.Pool(2)):
        try:
            make()
        except ValueError as e:
            print(str(e)[:43])
    print(mp.active_children())
# expect: forkserver
# expect: the start method 'fork' is not supported: q
# expect: the start method 'fork' is not supported: q
# expect: []
