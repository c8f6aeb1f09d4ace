# Values, arrays and structures in memory that processes share, with locks and without.
import multiprocessing as mp
from ctypes import Structure, c_double, c_int
from multiprocessing import sharedctypes


class Point(Structure):
    _fields_ = [("x", c_double), ("y", c_double)]


def work(total, numbers, point, text, raw):
    for _ in range(50):
        with total.get_lock():
            total.value += 1
    with numbers:
        numbers[1] += 2.5
    point.x = 7
    text.value = b"child"
    raw[2] = -3


if __name__ == "__main__":
    for method in "spawn", "forkserver":
        context = mp.get_context(method)
        total, numbers = context.Value("i", 10), context.Array("d", [0, 1, 2])
        point, text, raw = context.Value(Point, 1, 2), context.Array("c", 10), context.RawArray("i", 3)
        workers = [context.Process(target=work, args=(total, numbers, point, text, raw)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(method, [worker.exitcode for worker in workers], total, numbers[:], point.x, point.y, text.value, raw[:])
    copied = sharedctypes.copy(total.get_obj())
    total.value = 0
    print(copied, copied is total.get_obj(), len(numbers), sharedctypes.RawValue(c_int, 5), mp.Value("d", 2.5, lock=False))
    try:
        mp.Value("i", "text")
    except TypeError as error:
        print("TypeError")
# expect: spawn [0, 0] <Synchronized wrapper for c_int(110)> [0.0, 6.0, 2.0] 7.0 2.0 b'child' [0, 0, -3]
# expect: forkserver [0, 0] <Synchronized wrapper for c_int(110)> [0.0, 6.0, 2.0] 7.0 2.0 b'child' [0, 0, -3]
# expect: c_int(110) False 3 c_int(5) c_double(2.5)
# expect: TypeError
