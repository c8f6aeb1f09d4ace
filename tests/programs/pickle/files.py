# Several pickles in one file, and files that offer no more than they must.
import io
import os
import pickle
import tempfile

VALUES = [1, "text", b"x" * 100_000, list(range(3000)), {"a": [None] * 10}, ("y" * 70_000, 2)]


class Plain:
    # No more than is asked for.
    def __init__(self, data=b""):
        self.file = io.BytesIO(data)
        self.reads = 0

    def read(self, size):
        self.reads += 1
        return self.file.read(size)

    def readline(self):
        return self.file.readline()


class Peeking(Plain):
    def peek(self, size):
        raise NotImplementedError


for protocol in range(6):
    with tempfile.TemporaryFile() as file:
        for value in VALUES:
            pickle.dump(value, file, protocol)
        file.write(b"the rest")
        size = file.tell()
        file.seek(0)
        read = [pickle.load(file) for _ in VALUES]
        print(protocol, read == VALUES, file.read())
        file.seek(0)
        unpickler = pickle.Unpickler(file)
        print([unpickler.load() for _ in VALUES] == VALUES, file.read())
        file.seek(0)
        data = file.read()
    for kind in (Plain, Peeking, io.BytesIO):
        file = kind(data)
        assert [pickle.load(file) for _ in VALUES] == VALUES
        assert file.read(100) == b"the rest"
# expect: 0 True b'the rest'
# expect: True b'the rest'
# expect: 1 True b'the rest'
# expect: True b'the rest'
# expect: 2 True b'the rest'
# expect: True b'the rest'
# expect: 3 True b'the rest'
# expect: True b'the rest'
# expect: 4 True b'the rest'
# expect: True b'the rest'
# expect: 5 True b'the rest'
# expect: True b'the rest'


class Broken(Plain):
    def read(self, size):
        return "text"

    def readline(self):
        return 5


class Raising(Plain):
    def read(self, size):
        raise OSError("no more")

    def write(self, data):
        raise OSError("full")


def tell(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


tell(pickle.load, Broken())
tell(pickle.load, Raising())
tell(pickle.load, Plain(b"\x80\x04\x95\x05\0\0\0\0\0\0\0N"))
tell(pickle.load, Plain(b"I1"))
tell(pickle.load, Plain(b""))
tell(pickle.dump, 1, Raising())
tell(pickle.dump, 1, Plain())
# expect: TypeError a bytes-like object is required, not 'str'
# expect: OSError no more
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: EOFError Ran out of input
# expect: OSError full
# expect: TypeError file must have a 'write' attribute
# Views and arrays are read as bytes are.
data = pickle.dumps(VALUES[:2])
for kind in (bytearray, memoryview):
    print(pickle.loads(kind(data)))
# expect: [1, 'text']
# expect: [1, 'text']
