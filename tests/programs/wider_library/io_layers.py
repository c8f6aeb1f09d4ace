# The layers of io: raw, buffered, text.
import io


class Raw(io.RawIOBase):
    def __init__(self, data):
        self.data, self.reads, self.written = data, [], b""

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        n = min(len(buffer), 4, len(self.data))
        buffer[:n], self.data = self.data[:n], self.data[n:]
        self.reads.append(n)
        return n

    def write(self, data):
        self.written += bytes(data[:3])
        return min(3, len(data))


r = Raw(b"hello world\nsecond line\nlast")
b = io.BufferedReader(r, 8)
print(b.peek(1)[:1], b.read(3), b.read1(2))  # expect: b'h' b'hel' b'l'
print(b.readline(), b.readlines())  # expect: b'o world\n' [b'second line\n', b'last']
print(b.read(), r.reads[:3])  # expect: b'' [4, 4, 4]
w = Raw(b"")
b = io.BufferedWriter(w, 8)
b.write(b"abc")
print(w.written)  # expect: b''
b.write(b"defghijk")
b.flush()
print(w.written)  # expect: b'abcdefghijk'
t = io.TextIOWrapper(io.BufferedReader(Raw("é1\r\né2\né3".encode())), encoding="utf-8")
print(t.readline(), t.read(2), t.readlines(), t.encoding, t.newlines)
# expect: é1
# expect:  é2 ['\n', 'é3'] utf-8 ('\n', '\r\n')
out = io.BytesIO()
t = io.TextIOWrapper(out, encoding="latin-1", newline="\r\n", write_through=True)
print(t.write("é\nx"), out.getvalue())  # expect: 3 b'\xe9\r\nx'
t.detach()
print(io.BufferedRWPair(Raw(b"in"), Raw(b"")).read())  # expect: b'in'
print(io.DEFAULT_BUFFER_SIZE >= 8192, issubclass(io.BytesIO, io.BufferedIOBase))  # expect: True True
for bad in (
    lambda: io.BufferedReader(5),
    lambda: io.TextIOWrapper(io.BytesIO(), encoding="nope"),
    lambda: Raw(b"").seek(0),
    lambda: t.read(),
):
    try:
        bad()
    except (AttributeError, LookupError, io.UnsupportedOperation, ValueError) as e:
        print(type(e).__name__)
# expect: AttributeError
# expect: LookupError
# expect: UnsupportedOperation
# expect: ValueError
with io.BytesIO(b"x") as f:
    pass
try:
    f.read()
except ValueError as e:
    print(e)  # expect: I/O operation on closed file.
