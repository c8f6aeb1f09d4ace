# Compressing, at once and in pieces, raw and wrapped.
import gzip
import zlib

data = b"hello hello hello " * 100
for wbits in (15, -15, 31):
    packed = zlib.compress(data, wbits=wbits)
    print(len(packed) < 100, zlib.decompress(packed, wbits=wbits) == data)
# expect: True True
# expect: True True
# expect: True True
c = zlib.compressobj(9)
packed = c.compress(data[:50]) + c.flush(zlib.Z_SYNC_FLUSH) + c.compress(data[50:]) + c.flush()
d = zlib.decompressobj()
out = b"".join(d.decompress(packed[i : i + 7]) for i in range(0, len(packed), 7)) + d.flush()
print(out == data, d.eof, d.unused_data)  # expect: True True b''
d = zlib.decompressobj()
first = d.decompress(packed + b"tail", 10)
print(first, len(d.unconsumed_tail) > 0, d.eof)  # expect: b'hello hell' True False
rest = d.decompress(d.unconsumed_tail)
print(first + rest == data, d.eof, d.unused_data)  # expect: True True b'tail'
print(gzip.decompress(gzip.compress(data)) == data)  # expect: True
print(zlib.crc32(b"hello"), zlib.adler32(b"hello"), zlib.crc32(b"lo", zlib.crc32(b"hel")))
# expect: 907060870 103547413 907060870
for wrong in (lambda: zlib.decompress(b"nonsense"), lambda: zlib.decompress(packed[:-5]), lambda: zlib.compress(b"", 10)):
    try:
        wrong()
    except zlib.error as e:
        print(type(e).__module__, str(e).split(" while")[0].split(":")[0])
# expect: zlib Error -3
# expect: zlib Error -5
# expect: zlib Bad compression level
