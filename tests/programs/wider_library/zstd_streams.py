# compression.zstd: whole, in pieces, with dictionaries and options, and what is not.
# cpython: 3.13 has no such module
import io
import threading
from compression import zstd

data = b"".join(b"%d lines of text\n" % number for number in range(3000))
packed = zstd.compress(data)
print(len(packed) < len(data) // 5, zstd.decompress(packed) == data)  # expect: True True
print(packed[:4].hex(), zstd.decompress(zstd.compress(b"", 19)))  # expect: 28b52ffd b''
print(zstd.decompress(packed + zstd.compress(b"more")) == data + b"more")  # expect: True
print(zstd.get_frame_info(packed), zstd.get_frame_size(packed + b"rest") == len(packed))
# expect: FrameInfo(decompressed_size=55890, dictionary_id=0) True

compressor = zstd.ZstdCompressor(level=1)
print(compressor.last_mode == compressor.FLUSH_FRAME)  # expect: True
pieces = [compressor.compress(data[at : at + 777]) for at in range(0, len(data), 777)]
print(compressor.last_mode == compressor.CONTINUE)  # expect: True
pieces.append(compressor.flush(compressor.FLUSH_BLOCK))
pieces.append(compressor.flush())
stream = b"".join(pieces)
print(zstd.decompress(stream) == data, zstd.get_frame_info(stream).decompressed_size)  # expect: True None
compressor.set_pledged_input_size(3)
print(zstd.get_frame_info(compressor.compress(b"abc", compressor.FLUSH_FRAME)).decompressed_size)  # expect: 3

decompressor = zstd.ZstdDecompressor()
print(decompressor.needs_input, decompressor.eof, decompressor.unused_data)  # expect: True False b''
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
print(found == data, decompressor.needs_input, (decompressor.unused_data + feed)[-5:])  # expect: True False b'after'

options = {
    zstd.CompressionParameter.checksum_flag: 1,
    zstd.CompressionParameter.window_log: 20,
    zstd.CompressionParameter.strategy: zstd.Strategy.btultra2,
    zstd.CompressionParameter.nb_workers: 2,
    zstd.CompressionParameter.compression_level: 5,
}
print(zstd.decompress(zstd.compress(data, options=options), options={zstd.DecompressionParameter.window_log_max: 25}) == data)  # expect: True
print(zstd.CompressionParameter.strategy.bounds(), zstd.DecompressionParameter.window_log_max.bounds())  # expect: (1, 9) (10, 31)

samples = [b"a sample with number %d and the same words again and again" % number for number in range(2000)]
dictionary = zstd.train_dict(samples, 2000)
sample = samples[7]
print(len(dictionary) <= 2000, dictionary.dict_id != 0, len(dictionary.dict_content) == len(dictionary))  # expect: True True True
for used in (dictionary, dictionary.as_digested_dict, dictionary.as_undigested_dict, dictionary.as_prefix):
    small = zstd.compress(sample, zstd_dict=used)
    print(len(small) < len(zstd.compress(sample)), zstd.decompress(small, zstd_dict=used) == sample, zstd.get_frame_info(small).dictionary_id == dictionary.dict_id)
# expect: True True True
# expect: True True True
# expect: True True True
# expect: True True False
raw = zstd.ZstdDict(b"the same words again and again", is_raw=True)
print(raw.dict_id, zstd.decompress(zstd.compress(sample, zstd_dict=raw), zstd_dict=raw) == sample)  # expect: 0 True
final = zstd.finalize_dict(raw, samples, 1000, 3)
print(zstd.decompress(zstd.compress(sample, zstd_dict=final), zstd_dict=final) == sample)  # expect: True


def attempt(call, *arguments, **options):
    try:
        print(call(*arguments, **options))
    except Exception as e:
        print(type(e).__name__, str(e).split(":")[0])


attempt(decompressor.decompress, b"x")  # expect: EOFError Already at the end of a Zstandard frame.
attempt(zstd.decompress, b"garbage that is none")  # expect: ZstdError Unable to decompress Zstandard data
attempt(zstd.decompress, packed[:60])  # expect: ZstdError Compressed data ended before the end-of-stream marker was reached
attempt(zstd.decompress, packed[:30] + b"\xff" * 20 + packed[50:])  # expect: ZstdError Unable to decompress Zstandard data
attempt(zstd.decompress, zstd.compress(sample, zstd_dict=dictionary))  # expect: ZstdError Unable to decompress Zstandard data
attempt(zstd.compress, data, level=1, options={})  # expect: TypeError Only one of level or options should be used.
attempt(zstd.compress, data, level=1000)  # expect: ValueError illegal compression level 1000; the valid range is [-131072, 22]
attempt(zstd.compress, data, options={zstd.CompressionParameter.strategy: 77})
# expect: ValueError compression parameter 'strategy' received an illegal value 77; the valid range is [1, 9]
attempt(zstd.compress, data, options={12345: 1})  # expect: ValueError invalid compression parameter 'unknown parameter (key 12345)'
attempt(zstd.compress, data, options={zstd.DecompressionParameter.window_log_max: 20})
# expect: TypeError compression options dictionary key must not be a DecompressionParameter attribute
attempt(zstd.compress, data, zstd_dict=b"dictionary")  # expect: TypeError zstd_dict argument should be a ZstdDict object.
attempt(zstd.ZstdDict, b"short")  # expect: ValueError Zstandard dictionary content too short (must have at least eight bytes)
attempt(zstd.ZstdDict, b"no dictionary at all")  # expect: ValueError invalid Zstandard dictionary
attempt(zstd.train_dict, [], 100)  # expect: ValueError samples contained no data; can't train dictionary.
attempt(zstd.train_dict, [b"abc"], 100)  # expect: ZstdError Unable to train the Zstandard dictionary
attempt(zstd.train_dict, samples, -1)  # expect: ValueError dict_size argument should be positive number.
attempt(zstd.get_frame_info, b"x")  # expect: ZstdError Error when getting information from the header of a Zstandard frame. Ensure the frame_buffer argument starts from the beginning of a frame, and its length is not less than the frame header (6~18 bytes).
attempt(zstd.get_frame_size, packed[:20])  # expect: ZstdError Error when finding the compressed size of a Zstandard frame. Ensure the frame_buffer argument starts from the beginning of a frame, and its length is not less than this complete frame. Zstd error message
compressor.compress(b"begun")
attempt(compressor.set_pledged_input_size, 5)  # expect: ValueError set_pledged_input_size() method must be called when last_mode == FLUSH_FRAME
attempt(compressor.compress, b"", 9)
# expect: ValueError mode argument wrong value, it should be one of ZstdCompressor.CONTINUE, ZstdCompressor.FLUSH_BLOCK, ZstdCompressor.FLUSH_FRAME.

file = io.BytesIO()
with zstd.open(file, "wt", encoding="utf-8") as text:
    text.write("Grüße\n" * 3)
file.seek(0)
with zstd.ZstdFile(file) as lines:
    print(lines.readline().decode(), lines.seek(0), len(lines.read()))
# expect: Grüße
# expect:  0 24

# One compressor for all: a thread at a time.
compressor = zstd.ZstdCompressor(level=1)
pieces = []
lock = threading.Lock()


def write():
    for _ in range(20):
        with lock:
            pieces.append(compressor.compress(data, compressor.FLUSH_BLOCK))


threads = [threading.Thread(target=write) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
pieces.append(compressor.flush())
print(zstd.decompress(b"".join(pieces)) == data * 80)  # expect: True
