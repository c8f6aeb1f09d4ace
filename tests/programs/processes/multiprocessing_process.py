# Processes by both start methods: what they are given, how they end, and what the parent learns of it.
import multiprocessing as mp
import os
import signal
import sys
import time
from multiprocessing.connection import wait


def report(connection, *args, **kwargs):
    me = mp.current_process()
    connection.send((args, kwargs, me.name, me.daemon, os.getppid() == mp.parent_process().pid or "server"))
    connection.send(mp.parent_process().name)


def leave(how):
    sys.exit(how)


def hang():
    time.sleep(600)


if __name__ == "__main__":
    for method in ("spawn", "forkserver"):
        ctx = mp.get_context(method)
        ours, theirs = ctx.Pipe(duplex=False)
        p = ctx.Process(target=report, name="worker", args=(theirs, 1, "two"), kwargs={"three": [3]})
        print(p.is_alive(), p.exitcode, p.pid)
        p.start()
        theirs.close()
        print(ours.recv()[:4], ours.recv())
        p.join()
        print(p.is_alive(), p.exitcode, p.pid > 0)
        try:
            ours.recv()
        except EOFError:
            print("EOFError")
        ended = []
        for how in (0, 3, None):
            p = ctx.Process(target=leave, args=(how,))
            p.start()
            p.join()
            ended.append(p.exitcode)
        print(ended)
        processes = [ctx.Process(target=hang, daemon=True) for _ in range(3)]
        for p in processes:
            p.start()
        print(wait([p.sentinel for p in processes], timeout=0), len(mp.active_children()))
        processes[0].terminate()
        processes[1].kill()
        os.kill(processes[2].pid, signal.SIGKILL)
        for p in processes:
            p.join(30)
        print([p.exitcode for p in processes], mp.active_children())
        processes[0].close()
        try:
            processes[0].exitcode
        except ValueError as e:
            print(e)
# expect: False None None
# expect: ((1, 'two'), {'three': [3]}, 'worker', False) MainProcess
# expect: False 0 True
# expect: EOFError
# expect: [0, 3, 0]
# expect: [] 3
# expect: [-15, -9, -9] []
# expect: process object is closed
# expect: False None None
# expect: ((1, 'two'), {'three': [3]}, 'worker', False) MainProcess
# expect: False 0 True
# expect: EOFError
# expect: [0, 3, 0]
# expect: [] 3
# expect: [-15, -9, -9] []
# expect: process object is closed
