# What fails when a stream is closed is raised, in the context of what failed before.
import fcntl
import io
import os
import tempfile


class Failing(io.RawIOBase):
    def writable(self):
        return True

    def readable(self):
        return True

    def seekable(self):
        return True

    def write(self, data):
        raise OSError("write")

    def close(self):
        if not self.closed:
            super().close()
            raise OSError("close")


stream = io.BufferedWriter(Failing())
stream.write(b"x")
try:
    stream.close()
except OSError as error:
    print(error, "after", error.__context__)
print(stream.closed)

path = os.path.join(tempfile.mkdtemp(), "file")
file = open(path, "wb", buffering=0)


def flush():
    raise OSError("flush")


file.flush = flush
try:
    file.close()
except OSError as error:
    print(error, file.closed)

# A writer whose file would block says how much it has taken.
read, write = os.pipe()
os.set_blocking(write, False)
capacity = 4096
fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, capacity)
stream = open(write, "wb", buffering=1000)
try:
    stream.write(b"x" * (capacity + 3000))
except BlockingIOError as error:
    print(error.args[0] == error.errno, error.characters_written - capacity)
try:
    stream.flush()
except BlockingIOError as error:
    print(error.strerror, error.characters_written)
print(len(os.read(read, 10000)) == capacity)
stream.flush()
print(len(os.read(read, 10000)))
stream.close()
os.close(read)


# One read at most beyond what waits.
class Parts(io.RawIOBase):
    def __init__(self, *parts):
        self.parts = list(parts)

    def readable(self):
        return True

    def readinto(self, buffer):
        part = self.parts.pop(0) if self.parts else b""
        buffer[: len(part)] = part
        return len(part)


stream = io.BufferedReader(Parts(b"abc", b"de", b"fgh", b"jkl"), buffer_size=10)
room = bytearray(5)
print(stream.readinto1(room), room, stream.readinto1(room), room)
room = bytearray(20)
print(stream.readinto1(room), stream.readinto1(room), bytes(room[:3]), stream.writable())


class Wrong(io.RawIOBase):
    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, place, whence=0):
        return -123


try:
    io.BufferedReader(Wrong()).seek(0)
except OSError as error:
    print(error)


class Much(io.BufferedIOBase):
    def read(self, size=-1):
        return b"x" * 10

    def read1(self, size=-1):
        return b"y" * 3


room = bytearray(5)
print(Much().readinto1(room), room)
try:
    Much().readinto(room)
except ValueError as error:
    print(error)


# Lines are written as they come.
def lines():
    yield b"1"
    yield b"2"
    raise KeyError("lines")


buffer = io.BytesIO()
try:
    buffer.writelines(lines())
except KeyError:
    print(buffer.getvalue())

# The descriptor of somebody else stays open if no file comes of it.
folder = os.open(os.path.dirname(path), os.O_RDONLY)
try:
    open(folder)
except IsADirectoryError as error:
    print(error.errno)
os.close(folder)
# expect: close after write
# expect: True
# expect: flush True
# expect: True 1000
# expect: write could not complete without blocking 0
# expect: True
# expect: 1000
# expect: 3 bytearray(b'dec\x00\x00') 2 bytearray(b'dec\x00\x00')
# expect: 3 3 b'jkl' False
# expect: Raw stream returned invalid position -123
# expect: 3 bytearray(b'yyy\x00\x00')
# expect: read() returned too much data: 5 bytes requested, 10 returned
# expect: b'12'
# expect: 21

# What a closed stream says of what is done to it.
import io

for make, methods in (
    (lambda: io.BufferedReader(io.BytesIO(b"")), ("read", "read1", "peek", "readline", "tell", "seek", "flush", "truncate")),
    (lambda: io.BufferedWriter(io.BytesIO()), ("write", "tell", "seek", "flush", "truncate", "detach")),
):
    stream = make()
    stream.close()
    for method in methods:
        try:
            getattr(stream, method)(*{"seek": [0], "write": [b""]}.get(method, []))
        except ValueError as error:
            print(method, error, sep=": ")
# expect: read: read of closed file
# expect: read1: read of closed file
# expect: peek: peek of closed file
# expect: readline: readline of closed file
# expect: tell: I/O operation on closed file.
# expect: seek: seek of closed file
# expect: flush: I/O operation on closed file.
# expect: truncate: truncate of closed file
# expect: write: write to closed file
# expect: tell: I/O operation on closed file.
# expect: seek: seek of closed file
# expect: flush: flush of closed file
# expect: truncate: truncate of closed file
# expect: detach: flush of closed file
