# Files that gzip packs: read at once, by lines and in small pieces, of several members, damaged.
import gzip
import io
import os
import tempfile
import zlib

text = "".join(f"line {i}\n" for i in range(5000))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "lines.gz")
    with gzip.open(path, "wt") as file:
        file.write(text)
    with gzip.open(path, "rt") as file:
        print(file.read() == text)  # expect: True
    with gzip.open(path) as file:
        print(file.readline(), sum(1 for _ in file))  # expect: b'line 0\n' 4999
        print(file.seek(7), file.read(6), file.tell())  # expect: 7 b'line 1' 13
    with gzip.open(path, "ab") as file:
        file.write(b"one more member")
    with gzip.open(path, "rb") as file:
        pieces = list(iter(lambda: file.read(997), b""))
    print(len(pieces), b"".join(pieces) == text.encode() + b"one more member")  # expect: 50 True

packed = gzip.compress(text.encode())
with gzip.GzipFile(fileobj=io.BytesIO(packed[:-4])) as file:
    try:
        file.read()
    except EOFError as e:
        print(e)  # expect: Compressed file ended before the end-of-stream marker was reached
with gzip.GzipFile(fileobj=io.BytesIO(packed[:-5] + b"\0" + packed[-4:])) as file:
    try:
        file.read()
    except gzip.BadGzipFile as e:
        print(str(e).split(" ")[0])  # expect: CRC

# ---- the decompressor it reads with -------------------------------------------------------------------------------

packed = zlib.compress(b"abc" * 1000) + b"tail"
d = zlib._ZlibDecompressor()
print(d.eof, d.needs_input, d.unused_data)  # expect: False True b''
first = d.decompress(packed[:4])
print(d.eof, d.needs_input)  # expect: False True
first += d.decompress(packed[4:], 10 - len(first))
print(first, d.eof, d.needs_input)  # expect: b'abcabcabca' False False
rest = d.decompress(b"")
print(first + rest == b"abc" * 1000, d.eof, d.needs_input, d.unused_data)  # expect: True True False b'tail'
for wrong in (lambda: d.decompress(b"more"), lambda: zlib._ZlibDecompressor().decompress(b"nonsense")):
    try:
        wrong()
    except (EOFError, zlib.error) as e:
        print(type(e).__name__, str(e).split(" while")[0])
# expect: EOFError End of stream already reached
# expect: error Error -3
