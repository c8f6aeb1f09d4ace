# Streams read into anything that has a writable buffer, by its bytes.
import array
import io
import os
import socket
import tempfile

path = tempfile.mkstemp()[1]
with open(path, "wb") as file:
    file.write(bytes(range(12)))


class Buffer:
    def __init__(self, size):
        self.bytes = bytearray(size)

    def __buffer__(self, flags):
        return memoryview(self.bytes)


class Reader(io.BufferedIOBase):
    def read(self, size=-1):
        return bytes(range(12))[:size]


for name, make in (
    ("buffered", lambda: open(path, "rb")), ("raw", lambda: open(path, "rb", buffering=0)),
    ("BytesIO", lambda: io.BytesIO(bytes(range(12)))), ("Reader", Reader),
):
    numbers, words, own = array.array("i", [0] * 3), memoryview(bytearray(6)).cast("H"), Buffer(5)
    for buffer in numbers, words, own:
        with make() as file:
            print(name, file.readinto(buffer), end=" ")
    print(numbers, words.tolist(), own.bytes)
    for bad in b"abc", 5:
        with make() as file:
            try:
                file.readinto(bad)
            except TypeError as error:
                print(str(error).replace("argument 1", "argument"))
os.remove(path)
one, other = socket.socketpair()
with one, other:
    one.sendall(bytes(range(16)))
    numbers = array.array("h", [0] * 4)
    print(other.recv_into(numbers), numbers, other.recv_into(numbers, 4), numbers, other.recvfrom_into(numbers, 2)[0], numbers)
    try:
        other.recv_into(b"abc")
    except TypeError as error:
        print(error)
# expect: buffered 12 buffered 6 buffered 5 array('i', [50462976, 117835012, 185207048]) [256, 770, 1284] bytearray(b'\x00\x01\x02\x03\x04')
# expect: readinto() argument must be read-write bytes-like object, not bytes
# expect: readinto() argument must be read-write bytes-like object, not int
# expect: raw 12 raw 6 raw 5 array('i', [50462976, 117835012, 185207048]) [256, 770, 1284] bytearray(b'\x00\x01\x02\x03\x04')
# expect: readinto() argument must be read-write bytes-like object, not bytes
# expect: readinto() argument must be read-write bytes-like object, not int
# expect: BytesIO 12 BytesIO 6 BytesIO 5 array('i', [50462976, 117835012, 185207048]) [256, 770, 1284] bytearray(b'\x00\x01\x02\x03\x04')
# expect: readinto() argument must be read-write bytes-like object, not bytes
# expect: readinto() argument must be read-write bytes-like object, not int
# expect: Reader 12 Reader 6 Reader 5 array('i', [50462976, 117835012, 185207048]) [256, 770, 1284] bytearray(b'\x00\x01\x02\x03\x04')
# expect: readinto() argument must be read-write bytes-like object, not bytes
# expect: readinto() argument must be read-write bytes-like object, not int
# expect: 8 array('h', [3340, 2826, 1284, 1798]) 4 array('h', [3340, 2826, 1284, 1798]) 2 array('h', [3340, 2826, 1284, 1798])
# expect: recv_into() argument 1 must be read-write bytes-like object, not bytes
