# A map does not grow where there is nothing behind what it would have more.
# cpython: 3.13 lets it, and dies of the first access
import mmap
import tempfile


def resize(map, size):
    try:
        map.resize(size)
    except ValueError as e:
        print(e)
    return len(map), map[-1]


print(resize(mmap.mmap(-1, 10), 9000))
# expect: mmap: can't expand a shared anonymous mapping
# expect: (10, 0)
print(resize(mmap.mmap(-1, 9000), 10))  # expect: (10, 0)
print(resize(mmap.mmap(-1, 10, flags=mmap.MAP_PRIVATE), 9000))  # expect: (9000, 0)
with tempfile.TemporaryFile() as file:
    file.write(bytes(5000))
    file.flush()
    print(resize(mmap.mmap(file.fileno(), 5000, trackfd=False), 20000))
    # expect: mmap can't resize with trackfd=False.
    # expect: (5000, 0)
    print(resize(mmap.mmap(file.fileno(), 5000), 20000))  # expect: (20000, 0)
