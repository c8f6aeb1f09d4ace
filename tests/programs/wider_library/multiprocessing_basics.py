# Processes beside threads: a pool, a queue and a pipe.
import multiprocessing as mp


def square(n):
    return n * n


def echo(connection, queue):
    while (x := connection.recv()) is not None:
        queue.put(x * 2)
    connection.close()


if __name__ == "__main__":
    mp.set_start_method("forkserver")
    with mp.Pool(2) as pool:
        print(pool.map(square, range(8)), pool.apply(square, (9,)))
    ours, theirs = mp.Pipe()
    queue = mp.Queue()
    p = mp.Process(target=echo, args=(theirs, queue))
    p.start()
    for x in (1, "ab", [1]):
        ours.send(x)
        print(queue.get())
    ours.send(None)
    p.join()
    print(p.exitcode, p.is_alive())
# expect: [0, 1, 4, 9, 16, 25, 36, 49] 81
# expect: 2
# expect: abab
# expect: [1, 1]
# expect: 0 False
