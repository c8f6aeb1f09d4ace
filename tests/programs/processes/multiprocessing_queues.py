# What goes from process to process: queues of each kind and pipes.
import multiprocessing as mp
import queue
import time


def double(source, target):
    while (x := source.get()) is not None:
        target.put(x * 2)


def consume(tasks, done):
    while (task := tasks.get()) is not None:
        done.put(task)
        tasks.task_done()
    tasks.task_done()


def echo(connection):
    while (x := connection.recv_bytes()) != b"":
        connection.send_bytes(x[::-1])
    connection.send("bye")


if __name__ == "__main__":
    ctx = mp.get_context("forkserver")
    source, target = ctx.Queue(), ctx.SimpleQueue()
    p = ctx.Process(target=double, args=(source, target))
    p.start()
    big = "x" * 300_000
    for x in (1, "ab", [1], big):
        source.put(x)
    print([target.get() for _ in range(3)], target.get() == big * 2)
    source.put(None)
    p.join()
    print(p.exitcode, target.empty())
    # expect: [2, 'abab', [1, 1]] True
    # expect: 0 True
    small = ctx.Queue(maxsize=2)
    small.put(1)
    small.put(2)
    try:
        small.put(3, timeout=0.01)
    except queue.Full:
        print("Full", small.full())
    while small.empty():
        time.sleep(0.001)
    print(small.get(), small.get(timeout=5))
    try:
        small.get(timeout=0.01)
    except queue.Empty:
        print("Empty", small.qsize())
    # expect: Full True
    # expect: 1 2
    # expect: Empty 0
    tasks, done = ctx.JoinableQueue(), ctx.Queue()
    workers = [ctx.Process(target=consume, args=(tasks, done)) for _ in range(2)]
    for w in workers:
        w.start()
    for n in range(20):
        tasks.put(n)
    tasks.join()
    print(sorted(done.get() for _ in range(20)) == list(range(20)))
    for w in workers:
        tasks.put(None)
    for w in workers:
        w.join()
    print([w.exitcode for w in workers])
    # expect: True
    # expect: [0, 0]
    ours, theirs = ctx.Pipe()
    p = ctx.Process(target=echo, args=(theirs,))
    p.start()
    ours.send_bytes(b"abc")
    ours.send_bytes(bytes(range(256)) * 1000)
    print(ours.recv_bytes(), ours.recv_bytes() == (bytes(range(256)) * 1000)[::-1])
    ours.send_bytes(b"")
    print(ours.recv(), ours.poll())
    p.join()
    # expect: b'cba' True
    # expect: bye False
    try:
        small.put(lambda: 0, timeout=1)
        time.sleep(0.1)
        print(small.empty())
    finally:
        small.close()
        small.join_thread()
    # expect: True
    # The feeder thread tells what could not be pickled, and goes on.
    # expect-error: pickle
    # exit: 0
