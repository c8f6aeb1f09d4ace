# marshal.load reads one value and no more: the next one stands behind it.
import io
import marshal
import os
import tempfile

values = [1, -(10**30), "text", b"bytes" * 300_000, (1, [2.5, None], {"a": {1, 2}}), 3j, True, ...]

file = io.BytesIO()
for value in values:
    marshal.dump(value, file)
file.write(b"behind")
file.seek(0)
print([marshal.load(file) for _ in values] == values)  # expect: True
print(file.read())  # expect: b'behind'

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "values")
    for buffering in (-1, 0):
        with open(path, "wb") as out:
            for value in values:
                marshal.dump(value, out)
        with open(path, "rb", buffering) as back:
            print([marshal.load(back) for _ in values] == values)
            try:
                marshal.load(back)
            except EOFError as error:
                print(error)
# expect: True
# expect: EOF read where object expected
# expect: True
# expect: EOF read where object expected

code = compile("def f(x): return x + 1\nresult = f(41)", "<text>", "exec")
file = io.BytesIO()
marshal.dump(code, file)
marshal.dump([code, "after"], file)
file.seek(0)
for found in (marshal.load(file), marshal.load(file)[0]):
    names = {}
    exec(found, names)
    print(names["result"])
# expect: 42
# expect: 42


class TooMuch(io.BytesIO):
    def readinto(self, buffer):
        read = super().readinto(buffer)
        return read + 10**6 if read > 4 else read


class Text(io.StringIO):
    pass


for broken in (TooMuch(marshal.dumps(b"more than that")), Text("text"), io.BytesIO(b"u\x64\0\0\0short")):
    try:
        marshal.load(broken)
    except (ValueError, TypeError, EOFError) as error:
        print(type(error).__name__, error)
# expect: ValueError read() returned too much data: 14 bytes requested, 1000014 returned
# expect: TypeError file.read() returned not bytes but str
# expect: EOFError EOF read where not expected


class Shrinking:
    """Changes what it is to read into."""

    def read(self, count):
        return b""

    def readinto(self, buffer):
        try:
            buffer.clear()
        except (AttributeError, BufferError):
            pass
        return len(buffer) or 1


try:
    marshal.load(Shrinking())
except (ValueError, EOFError, TypeError):
    print("refused")  # expect: refused
