"""What a buffered stream asks of its raw stream: nothing for a place within what was read ahead, views of memory to fill
and to take from, and all that is left in the raw stream's own way."""

import io
import os


class Raw(io.RawIOBase):
    def __init__(self, data=b""):
        self.data, self.place, self.asked = bytearray(data), 0, []

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def readinto(self, buffer):
        self.asked.append(("readinto", type(buffer).__name__, buffer.nbytes))
        count = min(len(buffer), len(self.data) - self.place, 7)
        buffer[:count] = self.data[self.place : self.place + count]
        self.place += count
        return count

    def write(self, data):
        self.asked.append(("write", type(data).__name__, data.tobytes()))
        self.data[self.place : self.place + len(data)] = data
        self.place += len(data)
        return len(data)

    def seek(self, offset, whence=0):
        self.asked.append(("seek", offset, whence))
        self.place = offset + [0, self.place, len(self.data)][whence]
        return self.place

    def tell(self):
        return self.place

    def truncate(self, length=None):
        self.asked.append(("truncate", length))
        return length


def asked(raw):
    found = raw.asked[:]
    raw.asked.clear()
    return found


raw = Raw(b"abcdefghijklmnopqrstuvwxyz")
stream = io.BufferedReader(raw, 20)
print(stream.read(3), asked(raw))  # expect: b'abc' [('readinto', 'memoryview', 20)]
print(stream.seek(1), stream.read(2), stream.seek(2, 1), stream.tell())  # expect: 1 b'bc' 5 5
print(stream.read(1), stream.seek(-3, 1), stream.peek(), asked(raw))  # expect: b'f' 3 b'defg' []
print(stream.seek(7), stream.peek(), asked(raw))  # expect: 7 b'hijklmn' [('readinto', 'memoryview', 20)]
print(stream.seek(20), stream.read(2), asked(raw))  # expect: 20 b'uv' [('seek', 20, 0), ('readinto', 'memoryview', 20)]
print(stream.seek(-5, 2), stream.read(1), asked(raw))
# expect: 21 b'v' [('seek', -5, 2), ('readinto', 'memoryview', 20)]
print(stream.seek(22), stream.seek(-2, 1), asked(raw))  # expect: 22 20 [('seek', -6, 1)]

raw = Raw()
stream = io.BufferedWriter(raw, 4)
print(stream.write(b"abc"), asked(raw), stream.flush(), asked(raw))
# expect: 3 [] None [('write', 'memoryview', b'abc')]
stream.truncate()
stream.truncate(2)
print(asked(raw))  # expect: [('truncate', None), ('truncate', 2)]


class Whole(io.RawIOBase):
    rest = b"all"

    def readable(self):
        return True

    def readall(self):
        return self.rest


class Parts:
    closed = False

    def __init__(self, *parts):
        self.parts = list(parts)

    def readable(self):
        return True

    def read(self):
        return self.parts.pop(0)

    def flush(self):
        pass

    def close(self):
        pass


print(io.BufferedReader(Whole()).read())  # expect: b'all'
Whole.rest = None
print(io.BufferedReader(Whole()).read())  # expect: None
print(io.BufferedReader(Parts(b"abc", b"d", b"")).read())  # expect: b'abcd'
print(io.BufferedReader(Parts(b"abc", None)).read(), io.BufferedReader(Parts(None)).read())  # expect: b'abc' None


def refused(function, *arguments):
    try:
        print(function(*arguments))
    except (OSError, TypeError, ValueError) as error:
        print(type(error).__name__, error)


Whole.rest = "text"
refused(io.BufferedReader(Whole()).read)  # expect: TypeError readall() should return bytes
refused(io.BufferedReader(Parts("text")).read)  # expect: TypeError read() should return bytes


class Texts(io.RawIOBase):
    def read(self, size):
        return "text"


refused(Texts().readall)  # expect: TypeError read() should return bytes
stream = io.BufferedReader(Raw(b"abc"))
refused(stream.peek, "x")  # expect: TypeError 'str' object cannot be interpreted as an integer
refused(stream.seek, 10**30)  # expect: ValueError cannot fit 'int' into an offset-sized integer
read_end, write_end = os.pipe()
os.close(write_end)
with os.fdopen(read_end, "rb") as stream:
    refused(stream.seek, 0)  # expect: UnsupportedOperation File or stream is not seekable.
    refused(stream.tell)  # expect: OSError [Errno 29] Illegal seek
