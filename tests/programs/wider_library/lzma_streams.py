# lzma: every format, filters, checks, pieces, limits, and what is not.
import io
import lzma
import threading

data = b"".join(b"%d lines of text\n" % number for number in range(3000))
packed = lzma.compress(data)
print(len(packed) < len(data) // 5, lzma.decompress(packed) == data)
print(packed[:6], lzma.decompress(lzma.compress(b"", preset=1)))
print(lzma.decompress(packed + lzma.compress(b"more") + b"no stream") == data + b"more")

chain = [{"id": lzma.FILTER_DELTA, "dist": 4}, {"id": lzma.FILTER_LZMA2, "preset": 7, "lc": 0, "lp": 2}]
for format, options in (
    (lzma.FORMAT_XZ, {"check": lzma.CHECK_SHA256}),
    (lzma.FORMAT_XZ, {"check": lzma.CHECK_NONE, "preset": 9 | lzma.PRESET_EXTREME}),
    (lzma.FORMAT_XZ, {"check": lzma.CHECK_CRC32, "filters": chain}),
    (lzma.FORMAT_ALONE, {}),
    (lzma.FORMAT_ALONE, {"filters": [{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 16, "mf": lzma.MF_HC4}]}),
    (lzma.FORMAT_RAW, {"filters": chain}),
    (lzma.FORMAT_RAW, {"filters": [{"id": lzma.FILTER_X86, "start_offset": 16}, {"id": lzma.FILTER_LZMA2}]}),
):
    stream = lzma.compress(data, format, **options)
    read = {"filters": options["filters"]} if format == lzma.FORMAT_RAW else {}
    decompressor = lzma.LZMADecompressor(format if read else lzma.FORMAT_AUTO, **read)
    before = decompressor.check
    print(decompressor.decompress(stream) == data, before, decompressor.check, decompressor.eof)

compressor = lzma.LZMACompressor()
pieces = [compressor.compress(data[at : at + 777]) for at in range(0, len(data), 777)]
stream = b"".join(pieces) + compressor.flush()
print(lzma.decompress(stream) == data)
decompressor = lzma.LZMADecompressor()
print(decompressor.needs_input, decompressor.eof, decompressor.unused_data)
found = b""
feed = stream + b"after"
while not decompressor.eof:
    if decompressor.needs_input:
        piece, feed = feed[:50], feed[50:]
    else:
        piece = b""
    part = decompressor.decompress(piece, max_length=1000)
    assert len(part) <= 1000
    found += part
print(found == data, decompressor.needs_input, (decompressor.unused_data + feed)[-5:])


def attempt(call, *arguments, **options):
    try:
        print(call(*arguments, **options))
    except Exception as e:
        print(type(e).__name__, e)


attempt(compressor.compress, b"x")
attempt(compressor.flush)
attempt(decompressor.decompress, b"x")
attempt(lzma.LZMACompressor, lzma.FORMAT_RAW)
attempt(lzma.LZMACompressor, 17)
attempt(lzma.LZMACompressor, preset=1, filters=chain)
attempt(lzma.LZMACompressor, preset=77)
attempt(lzma.LZMACompressor, preset=-1)
attempt(lzma.LZMACompressor, lzma.FORMAT_ALONE, preset=77)
attempt(lzma.LZMACompressor, lzma.FORMAT_ALONE, filters=chain)
attempt(lzma.LZMACompressor, lzma.FORMAT_ALONE, check=lzma.CHECK_CRC32)
attempt(lzma.LZMACompressor, check=2)
attempt(lzma.LZMACompressor, check=99)
attempt(lzma.LZMACompressor, filters=[{"id": 1234}])
attempt(lzma.LZMACompressor, filters=[{"dist": 1}])
attempt(lzma.LZMACompressor, filters=[5])
attempt(lzma.LZMACompressor, filters=chain * 3)
attempt(lzma.LZMACompressor, filters=[])
attempt(lzma.LZMACompressor, filters=[{"id": lzma.FILTER_LZMA2, "lc": 9}])
attempt(lzma.LZMACompressor, filters=[{"id": lzma.FILTER_LZMA2, "speed": 9}])
attempt(lzma.LZMACompressor, filters=[{"id": lzma.FILTER_LZMA2, "preset": 19}])
attempt(lzma.LZMACompressor, filters=[{"id": lzma.FILTER_DELTA, "distance": 9}])
attempt(lzma.LZMACompressor, filters=[{"id": lzma.FILTER_DELTA, "dist": 900}, {"id": lzma.FILTER_LZMA2}])
attempt(lzma.LZMACompressor, filters=[{"id": lzma.FILTER_ARM, "start_offset": -1}])
attempt(lzma.LZMADecompressor, lzma.FORMAT_RAW)
attempt(lzma.LZMADecompressor, filters=chain)
attempt(lzma.LZMADecompressor, lzma.FORMAT_RAW, 1000, chain)
attempt(lzma.LZMADecompressor, 17)
attempt(lzma.decompress, packed, memlimit=1000)
attempt(lzma.decompress, b"garbage that is none")
attempt(lzma.decompress, packed[:60] + b"\0" * 50 + packed[110:])
attempt(lzma.decompress, packed[:200])
attempt(lzma.decompress, packed, lzma.FORMAT_ALONE)
print([lzma.is_check_supported(check) for check in (0, 1, 4, 10, 2, 16)])

for filter in (
    {"id": lzma.FILTER_LZMA1, "dict_size": 123456, "lc": 1, "lp": 2, "pb": 3},
    {"id": lzma.FILTER_LZMA2, "dict_size": 123456},
    {"id": lzma.FILTER_LZMA2, "preset": 9},
    {"id": lzma.FILTER_LZMA2, "dict_size": 0xFFFFFFFF},
    {"id": lzma.FILTER_DELTA, "dist": 256},
    {"id": lzma.FILTER_SPARC},
    {"id": lzma.FILTER_IA64, "start_offset": 160},
):
    properties = lzma._encode_filter_properties(filter)
    print(properties, sorted(lzma._decode_filter_properties(filter["id"], properties).items())[:3])
attempt(lzma._encode_filter_properties, {"id": lzma.FILTER_LZMA1, "lc": 4, "lp": 4})
attempt(lzma._decode_filter_properties, lzma.FILTER_LZMA2, b"\x29")
attempt(lzma._decode_filter_properties, lzma.FILTER_LZMA1, b"abc")
attempt(lzma._decode_filter_properties, 99, b"")

file = io.BytesIO()
with lzma.open(file, "wt", encoding="utf-8") as text:
    text.write("Grüße\n" * 3)
file.seek(0)
with lzma.LZMAFile(file) as lines:
    print(lines.readline().decode(), lines.seek(0), len(lines.read()))

# One compressor for all: a thread at a time.
compressor = lzma.LZMACompressor(preset=0)
pieces = [compressor.compress(b"")]
lock = threading.Lock()


def write():
    for _ in range(20):
        with lock:
            pieces.append(compressor.compress(data))
        compressor.compress(b"")


threads = [threading.Thread(target=write) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
pieces.append(compressor.flush())
print(lzma.decompress(b"".join(pieces)) == data * 80)
# expect: True True
# expect: b'\xfd7zXZ\x00' b''
# expect: True
# expect: True 16 10 True
# expect: True 16 0 True
# expect: True 16 1 True
# expect: True 16 0 True
# expect: True 16 0 True
# expect: True 0 0 True
# expect: True 0 0 True
# expect: True
# expect: True False b''
# expect: True False b'after'
# expect: ValueError Compressor has been flushed
# expect: ValueError Repeated call to flush()
# expect: EOFError Already at end of stream
# expect: ValueError Must specify filters for FORMAT_RAW
# expect: ValueError Invalid container format: 17
# expect: ValueError Cannot specify both preset and filter chain
# expect: LZMAError Invalid or unsupported options
# expect: OverflowError can't convert negative int to unsigned
# expect: LZMAError Invalid compression preset: 77
# expect: ValueError Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter
# expect: ValueError Integrity checks are only supported by FORMAT_XZ
# expect: LZMAError Unsupported integrity check
# expect: LZMAError Internal error
# expect: ValueError Invalid filter ID: 1234
# expect: ValueError Filter specifier must have an "id" entry
# expect: TypeError Filter specifier must be a dict or dict-like object
# expect: ValueError Too many filters - liblzma supports a maximum of 4
# expect: LZMAError Internal error
# expect: LZMAError Invalid or unsupported options
# expect: ValueError Invalid filter specifier for LZMA filter
# expect: LZMAError Invalid compression preset: 19
# expect: ValueError Invalid filter specifier for delta filter
# expect: LZMAError Invalid or unsupported options
# expect: ValueError Invalid filter specifier for BCJ filter
# expect: ValueError Must specify filters for FORMAT_RAW
# expect: ValueError Cannot specify filters except with FORMAT_RAW
# expect: ValueError Cannot specify memory limit with FORMAT_RAW
# expect: ValueError Invalid container format: 17
# expect: LZMAError Memory usage limit exceeded
# expect: LZMAError Input format not supported by decoder
# expect: LZMAError Corrupt input data
# expect: LZMAError Compressed data ended before the end-of-stream marker was reached
# expect: LZMAError Input format not supported by decoder
# expect: [True, True, True, True, False, False]
# expect: b'\x9a@\xe2\x01\x00' [('dict_size', 123456), ('id', 4611686018427387905), ('lc', 1)]
# expect: b'\n' [('dict_size', 131072), ('id', 33)]
# expect: b'\x1c' [('dict_size', 67108864), ('id', 33)]
# expect: b'(' [('dict_size', 4294967295), ('id', 33)]
# expect: b'\xff' [('dist', 256), ('id', 3)]
# expect: b'' [('id', 9)]
# expect: b'\xa0\x00\x00\x00' [('id', 6), ('start_offset', 160)]
# expect: LZMAError Internal error
# expect: LZMAError Invalid or unsupported options
# expect: LZMAError Invalid or unsupported options
# expect: LZMAError Invalid or unsupported options
# expect: Grüße
# expect:  0 24
# expect: True
