# bz2: whole, in pieces, and what is not.
import bz2
import io

data = b"".join(b"%d lines of text\n" % number for number in range(3000))
packed = bz2.compress(data)
print(len(packed) < len(data) // 5, bz2.decompress(packed) == data)  # expect: True True
print(bz2.compress(b"abc").hex()[:12], bz2.decompress(bz2.compress(b"", 1)))  # expect: 425a68393141 b''
print(bz2.decompress(packed + bz2.compress(b"more")) == data + b"more")  # expect: True

compressor = bz2.BZ2Compressor(1)
pieces = [compressor.compress(data[at : at + 777]) for at in range(0, len(data), 777)]
pieces.append(compressor.flush())
stream = b"".join(pieces)
print(bz2.decompress(stream) == data)  # expect: True
for again in (lambda: compressor.compress(b"x"), compressor.flush, lambda: bz2.BZ2Compressor(0)):
    try:
        again()
    except ValueError as e:
        print(e)
# expect: Compressor has been flushed
# expect: Repeated call to flush()
# expect: compresslevel must be between 1 and 9

decompressor = bz2.BZ2Decompressor()
print(decompressor.needs_input, decompressor.eof)  # expect: True False
found = b""
feed = stream + b"after"
while not decompressor.eof:
    if decompressor.needs_input:
        piece, feed = feed[:500], feed[500:]
    else:
        piece = b""
    part = decompressor.decompress(piece, 1000)
    assert len(part) <= 1000
    found += part
print(found == data, decompressor.eof, (decompressor.unused_data + feed)[-5:])  # expect: True True b'after'
try:
    decompressor.decompress(b"x")
except EOFError as e:
    print(e)  # expect: End of stream already reached
for wrong in (b"garbage that is none", stream[:100] + b"\0" * 50 + stream[150:]):
    try:
        bz2.decompress(wrong)
    except (OSError, ValueError) as e:
        print(type(e).__name__)
# expect: OSError
# expect: OSError
try:
    bz2.decompress(stream[:200])
except ValueError as e:
    print(e)  # expect: Compressed data ended before the end-of-stream marker was reached

file = io.BytesIO()
with bz2.open(file, "wt", encoding="utf-8") as text:
    text.write("Grüße\n" * 3)
file.seek(0)
with bz2.BZ2File(file) as lines:
    print(lines.readline().decode(), lines.seek(0), len(lines.read()))
# expect: Grüße
# expect:  0 24
