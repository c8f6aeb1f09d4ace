# A worker process runs as its parent does: same runtime, same way of counting, same switch interval.
import multiprocessing as mp
import sys


def kind():
    return sys.version, sys._is_gil_enabled(), sys._xoptions, sys.getswitchinterval()


def nested(connection):
    ctx = mp.get_context("spawn")
    ours, theirs = ctx.Pipe()
    p = ctx.Process(target=tell, args=(theirs,))
    p.start()
    connection.send(ours.recv())
    p.join()


def tell(connection):
    connection.send(kind())


if __name__ == "__main__":
    for method in ("spawn", "forkserver"):
        ctx = mp.get_context(method)
        for target in (tell, nested):
            ours, theirs = ctx.Pipe()
            p = ctx.Process(target=target, args=(theirs,))
            p.start()
            print(ours.recv() == kind())
            p.join()
# expect: True
# expect: True
# expect: True
# expect: True
