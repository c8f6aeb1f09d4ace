# Files and anonymous memory as bytes.
import mmap
import os
import tempfile

folder = tempfile.TemporaryDirectory()
path = os.path.join(folder.name, "file")
with open(path, "wb") as f:
    f.write(b"0123456789\nsecond line\nthird" + bytes(100))

with open(path, "r+b") as f, mmap.mmap(f.fileno(), 0) as m:
    print(len(m), m.size(), m[:4], m[-1], m[3], m[1:9:3], m.tell(), m.closed)
    print(m.readline(), m.read(6), m.read_byte(), m.tell(), m.find(b"line"), m.rfind(b"i"), m.find(b"zz"))
    m[0] = ord("X")
    m[1:4] = b"abc"
    print(m.seek(-5, os.SEEK_END), m.write(b"tail"), m.seek(0), m.read(12))
    m.move(20, 0, 5)
    m.flush()
    print(m[20:25], repr(m)[:52])
    view = memoryview(m)
    view[5:7] = b"!!"
    print(view.readonly, view.nbytes, bytes(view[4:8]), view.format)
    try:
        m.close()
    except BufferError as e:
        print(e)
    view.release()
    for wrong in (
        lambda: m.write(b"too long"),
        lambda: m[1000],
        lambda: m.seek(-1),
        lambda: m["a"],
        lambda: m.__setitem__(0, 256),
        lambda: m.__setitem__(slice(0, 2), b"abc"),
        lambda: m.move(0, 100, 100),
    ):
        m.seek(0, 2)
        try:
            wrong()
        except (ValueError, IndexError, TypeError) as e:
            print(type(e).__name__, e)
# expect: 128 128 b'0123' 0 51 b'147' 0 False
# expect: b'0123456789\n' b'second' 32 18 18 25 -1
# expect: 123 4 0 b'Xabc456789\ns'
# expect: b'Xabc4' <mmap.mmap closed=False, access=ACCESS_DEFAULT, leng
# expect: False 128 b'4!!7' B
# expect: cannot close exported pointers exist
# expect: ValueError data out of range
# expect: IndexError mmap index out of range
# expect: ValueError seek out of range
# expect: TypeError mmap indices must be integers
# expect: ValueError mmap item value must be in range(0, 256)
# expect: IndexError mmap slice assignment is wrong size
# expect: ValueError source, destination, or count out of range
print(m.closed, repr(m))
try:
    len(m)
except ValueError as e:
    print(e)
with open(path, "rb") as f:
    print(f.read(8))
# expect: True <mmap.mmap closed=True>
# expect: mmap closed or invalid
# expect: b'Xabc4!!7'

with open(path, "rb") as f, mmap.mmap(f.fileno(), 10, access=mmap.ACCESS_READ) as m:
    print(bytes(memoryview(m)), memoryview(m).readonly)
    try:
        m[0] = 1
    except TypeError as e:
        print(e)
# expect: b'Xabc4!!789' True
# expect: mmap can't modify a readonly memory map.
with open(path, "r+b") as f, mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_COPY) as m:
    m[:4] = b"mine"
    print(m[:4], f.read(4))
# expect: b'mine' b'Xabc'
with open(path, "r+b") as f, mmap.mmap(f.fileno(), 0) as m:
    m.resize(8192)
    m[8191] = 7
    print(len(m), m.size(), m[:4], m[8191])
# expect: 8192 8192 b'Xabc' 7
with mmap.mmap(-1, 100) as m:
    m.write(b"abc")
    m.write_byte(255)
    print(m[:5], m.find(b"c", 0), m.find(b"c", 3), [b for b in m[:3]])
# expect: b'abc\xff\x00' 2 -1 [97, 98, 99]
for arguments in ((-1, -1), (-1, 10, mmap.MAP_PRIVATE, mmap.PROT_READ, mmap.ACCESS_READ), (-1, 10, 1, 3, 9)):
    try:
        mmap.mmap(*arguments)
    except (ValueError, OverflowError) as e:
        print(e)
with open(path, "rb") as f:
    try:
        mmap.mmap(f.fileno(), 10_000_000, access=mmap.ACCESS_READ)
    except ValueError as e:
        print(e)
print(mmap.PAGESIZE >= 4096, mmap.ALLOCATIONGRANULARITY == mmap.PAGESIZE)
folder.cleanup()
# expect: memory mapped length must be positive
# expect: mmap can't specify both access and flags, prot.
# expect: mmap invalid access parameter.
# expect: mmap length is greater than file size
# expect: True True
