# Nothing is left behind, whatever became of the program: no process, no semaphore, no shared memory.
import os
import signal
import subprocess
import sys
import time

MARK = "GRANULAR_LEFTOVERS"


def nothing(_):
    return os.getpid()


def sleep(lock):
    with lock:
        time.sleep(600)


def program(how):
    import multiprocessing as mp
    from multiprocessing import shared_memory

    ctx = mp.get_context("forkserver")
    block = shared_memory.SharedMemory(create=True, size=100)
    lock, queue = ctx.Lock(), ctx.Queue()
    with ctx.Pool(2) as pool:
        pool.map(nothing, range(4))
    p = ctx.Process(target=sleep, args=(lock,), daemon=True)
    p.start()
    queue.put(1)
    print(block.name, lock._semlock.name, flush=True)
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "interrupted":
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(10)
    if how == "ended":
        block.close()
        block.unlink()


def of_program(mark):
    """The processes with this mark in their environment."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ", "rb") as f:
                if f"{MARK}={mark}".encode() in f.read().split(b"\0"):
                    found.append(int(pid))
        except OSError:
            pass
    return found


if __name__ == "__main__" and len(sys.argv) > 1:
    program(sys.argv[1])
elif __name__ == "__main__":
    for how in ("ended", "interrupted", "killed"):
        mark = f"{os.getpid()}-{how}"
        options = [f"-X{name}={value}" for name, value in sys._xoptions.items()]
        with subprocess.Popen(
            [sys.executable, *options, __file__, how],
            env={**os.environ, MARK: mark},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as done:
            block, lock = done.stdout.readline().split()
        print(how, done.returncode == 0, block.startswith(b"psm_"), lock.startswith(b"/mp-"))
        # Who watches over the leftovers ends a little after the program.
        deadline = time.monotonic() + 30
        while (left := of_program(mark)) and time.monotonic() < deadline:
            # The death of a parent that is killed is not its workers' own.
            for pid in left if how == "killed" else ():
                try:
                    os.kill(pid, signal.SIGTERM)
                except ProcessLookupError:
                    pass
            time.sleep(0.02)
        names = (block.decode(), lock.decode()[1:])
        print(left, [name for name in os.listdir("/dev/shm") if name.endswith(names)])
# expect: ended True True True
# expect: [] []
# expect: interrupted False True True
# expect: [] []
# expect: killed False True True
# expect: [] []
