# Memory that processes share: blocks by name, and lists in them.
import multiprocessing as mp
from multiprocessing import shared_memory
from multiprocessing.managers import SharedMemoryManager


def fill(name, first):
    block = shared_memory.SharedMemory(name=name)
    for n in range(first, block.size, 2):
        block.buf[n] = n % 251
    block.close()


def change(items):
    items[0] += 1
    items[2] = "changed"
    items.shm.close()


if __name__ == "__main__":
    ctx = mp.get_context("forkserver")
    block = shared_memory.SharedMemory(create=True, size=4096)
    print(block.size, len(block.buf), bytes(block.buf[:4]), block.name.startswith("psm_"))
    ps = [ctx.Process(target=fill, args=(block.name, first)) for first in (0, 1)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(bytes(block.buf) == bytes(n % 251 for n in range(4096)), [p.exitcode for p in ps])
    block.buf[:5] = b"hello"
    block.buf[10:20:3] = b"abcd"
    other = shared_memory.SharedMemory(name=block.name)
    print(bytes(other.buf[:5]), bytes(other.buf[10:20:3]), other.buf[-1], other.buf.readonly)
    view = other.buf.cast("I")
    view[1] = 0xDEADBEEF
    print(block.buf[4:8].hex(), view.itemsize, view.nbytes)
    try:
        other.close()
    except BufferError as e:
        print(e)
    view.release()
    other.close()
    block.close()
    block.unlink()
    try:
        shared_memory.SharedMemory(name=block.name)
    except FileNotFoundError as e:
        print(e.errno)
    # expect: 4096 4096 b'\x00\x00\x00\x00' True
    # expect: True [0, 0]
    # expect: b'hello' b'abcd' 79 False
    # expect: efbeadde 4 4096
    # expect: cannot close exported pointers exist
    # expect: 2
    for wrong in ({"create": True, "size": 0}, {"create": True, "size": -1}, {}):
        try:
            shared_memory.SharedMemory(**wrong)
        except ValueError as e:
            print(e)
    # expect: 'size' must be a positive number different from zero
    # expect: 'size' must be a positive integer
    # expect: 'name' can only be None if create=True
    items = shared_memory.ShareableList([1, 2.5, "text   ", None, True, b"bytes"])
    p = ctx.Process(target=change, args=(items,))
    p.start()
    p.join()
    print(list(items), len(items), items.index(2.5))
    items.shm.close()
    items.shm.unlink()
    # expect: [2, 2.5, 'changed', None, True, b'bytes'] 6 1
    with SharedMemoryManager(ctx=ctx) as manager:
        held = manager.ShareableList(range(5))
        name = held.shm.name
        print(list(held), sum(held))
        del held
    try:
        shared_memory.SharedMemory(name=name)
    except FileNotFoundError:
        print("gone with its manager")
    # expect: [0, 1, 2, 3, 4] 10
    # expect: gone with its manager
