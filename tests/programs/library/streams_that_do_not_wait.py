# io: streams over descriptors that do not wait say None where there is nothing yet, and lose nothing.
import io
import os
import tempfile


def attempt(call, *args):
    try:
        return call(*args)
    except OSError as error:
        return f"{type(error).__name__}: {error}"


reading, writing = os.pipe()
os.set_blocking(reading, False)
with open(reading, "rb", closefd=False) as stream:
    print(stream.read(), stream.read(5), stream.read1(), stream.peek(), stream.readline(), stream.readinto(bytearray(5)))
    os.write(writing, b"abc")
    print(stream.read(2), stream.read(5), stream.read())
with open(reading, "rb", buffering=0, closefd=False) as raw:
    print(raw.read(), raw.read(5), raw.readall(), raw.readinto(bytearray(5)))
os.close(reading)
os.close(writing)


def through(size):
    """More than a pipe holds; returns whether all of it arrives."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    sent, received, full = [], [], 0
    with open(reading, "rb", buffering=size) as source, open(writing, "wb", buffering=size) as sink:
        for length in 9999, 73, 7574:
            try:
                for number in range(10000):
                    sent.append(bytes([number % 26 + 97]) * length)
                    sink.write(sent[-1])
            except BlockingIOError as error:
                full += 1
                sent[-1] = sent[-1][: error.characters_written]
                received.append(source.read())
                sink.write(b"BLOCKED")
                sent.append(b"BLOCKED")
        while True:
            try:
                sink.flush()
                break
            except BlockingIOError as error:
                received.append(source.read())
        received += iter(source.read, None)
    return full, b"".join(sent) == b"".join(received)


print(through(16 * 1024), through(1024))


class Odd(io.RawIOBase):
    """Takes more than it is given, or says so."""

    def __init__(self, answer):
        self.answer = answer

    def writable(self):
        return True

    def readable(self):
        return True

    def write(self, data):
        return self.answer

    def readinto(self, data):
        return None


for answer in (10**6, -1):
    sink = io.BufferedWriter(Odd(answer))
    sink.write(b"abc")
    print(attempt(sink.flush))
    sink.raw.answer = 3
    sink.close()
print(Odd(0).read(), Odd(0).readall(), attempt(Odd(0).readline))

# What can be read and written at two ends keeps what it has read.
both = io.TextIOWrapper(io.BufferedRWPair(io.BytesIO(b"foo\nbar\n"), io.BytesIO()))
print(repr(both.readline()), both.write("x"), repr(both.readline()))


# A file says which it is, also without its name, and as a subclass.
class Own(io.FileIO):
    pass


os.chdir(tempfile.mkdtemp())
name = "granular_streams_that_do_not_wait"
with open(name, "wb", 0) as raw:
    print(raw._blksize > 0, raw)
    del raw.name
    print(str(raw).replace(str(raw.fileno()), "N"))
    raw.name = "other"
    print(raw, raw.__dict__)
print(raw)
with Own(name) as raw:
    print(raw)


class Unnamed(io.FileIO):
    def __setattr__(self, attribute, value):
        if attribute == "name":
            raise ZeroDivisionError
        super().__setattr__(attribute, value)


try:
    Unnamed(name)
except ZeroDivisionError:
    print("not named")
os.remove(name)
os.rmdir(os.getcwd())
try:
    io.TextIOWrapper(io.StringIO("a"), encoding="utf-8").read()
except TypeError:
    print("no bytes")
# expect: None None b'' b'' b'' None
# expect: b'ab' b'c' None
# expect: None None None None
# expect: (3, True) (3, True)
# expect: OSError: raw write() returned invalid length 1000000 (should have been between 0 and 3)
# expect: OSError: raw write() returned invalid length -1 (should have been between 0 and 3)
# expect: None None OSError: read() should have returned a bytes object, not 'NoneType'
# expect: 'foo\n' 1 'bar\n'
# expect: True <_io.FileIO name='granular_streams_that_do_not_wait' mode='wb' closefd=True>
# expect: <_io.FileIO fd=N mode='wb' closefd=True>
# expect: <_io.FileIO name='other' mode='wb' closefd=True> {'name': 'other'}
# expect: <_io.FileIO [closed]>
# expect: <Own name='granular_streams_that_do_not_wait' mode='rb' closefd=True>
# expect: not named
# expect: no bytes
