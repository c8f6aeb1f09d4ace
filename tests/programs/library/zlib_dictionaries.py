# zlib: preset dictionaries, which both sides know and a stream refers back to.
import zlib


def attempt(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except (TypeError, ValueError, zlib.error) as error:
        return f"{type(error).__name__}: {error}"


short = b"hello world, this is the dictionary" * 3
long = bytes(range(256)) * 300
for preset in (short, long, b""):
    for bits in (15, -15):
        data = preset[:500] + b"hello world" + preset[-20000:]
        writer = zlib.compressobj(wbits=bits, zdict=preset)
        stream = writer.compress(data[:100]) + writer.compress(data[100:]) + writer.flush()
        reader = zlib.decompressobj(wbits=bits, zdict=preset)
        read = b"".join(reader.decompress(stream[place : place + 7]) for place in range(0, len(stream), 7))
        read += reader.flush()
        print(len(preset), bits, read == data, reader.eof, reader.unused_data, len(stream) < max(len(data) // 2, 60))
        # A limit, and what comes behind the stream.
        reader = zlib.decompressobj(wbits=bits, zdict=preset)
        first = reader.decompress(stream + b"more", 10)
        rest = reader.decompress(reader.unconsumed_tail)
        print(first + rest == data, len(first), reader.unused_data)

writer = zlib.compressobj(zdict=short)
stream = writer.compress(b"hello world") + writer.flush()
print(stream[:6].hex())
print(attempt(zlib.decompress, stream))
print(attempt(zlib.decompressobj().decompress, stream))
print(attempt(zlib.decompressobj(zdict=b"other").decompress, stream))
print(attempt(zlib.decompressobj(zdict=short).decompress, stream[:-1] + b"x"))
print(attempt(zlib.decompressobj(zdict=short).decompress, zlib.compress(b"plain")))
print(attempt(zlib.decompressobj(zdict=short, wbits=47).decompress, stream))
print(attempt(zlib.decompressobj, zdict=5), attempt(zlib.compressobj, zdict="a"), attempt(zlib.compressobj, zdict=b"a", wbits=31))

# What a limit cuts a gzip stream into is in its checksum, too.
writer = zlib.compressobj(wbits=31)
stream = writer.compress(b"abc" * 1000) + writer.flush()
reader = zlib.decompressobj(wbits=31)
read = reader.decompress(stream, 100)
while not reader.eof:
    read += reader.decompress(reader.unconsumed_tail, 100)
print(read == b"abc" * 1000)
# expect: 105 15 True True b'' True
# expect: True 10 b'more'
# expect: 105 -15 True True b'' True
# expect: True 10 b'more'
# expect: 76800 15 True True b'' True
# expect: True 10 b'more'
# expect: 76800 -15 True True b'' True
# expect: True 10 b'more'
# expect: 0 15 True True b'' True
# expect: True 10 b'more'
# expect: 0 -15 True True b'' True
# expect: True 10 b'more'
# expect: 78bb1474273a
# expect: error: Error 2 while decompressing data
# expect: error: Error 2 while decompressing data
# expect: error: Error -3 while setting zdict: invalid input data
# expect: error: Error -3 while decompressing data: incorrect data check
# expect: b'plain'
# expect: b'hello world'
# expect: TypeError: zdict argument must support the buffer protocol TypeError: a bytes-like object is required, not 'str' ValueError: Invalid dictionary
# expect: True
