# Views of items larger than a byte.
import struct
from array import array

b = bytearray(range(16))
v = memoryview(b).cast("I")
print(len(v), v.itemsize, v.format, v.nbytes, v.shape, v.strides)  # expect: 4 4 I 16 (4,) (4,)
print(v[0] == 0x03020100, v[-1] == 0x0F0E0D0C, v[1:3].tolist() == list(v)[1:3])  # expect: True True True
v[0] = 1
print(b[:4], v[::2].tobytes()[:4], v[::-1].tolist()[-1])  # expect: bytearray(b'\x01\x00\x00\x00') b'\x01\x00\x00\x00' 1
print(memoryview(struct.pack("2d", 0.5, 1.5)).cast("d").tolist())  # expect: [0.5, 1.5]
a = array("h", [1, -2, 3])
m = memoryview(a)
print(m.format, m.tolist(), bytes(a), m == array("h", [1, -2, 3]))  # expect: h [1, -2, 3] b'\x01\x00\xfe\xff\x03\x00' True
m[1] = 7
print(a, b"".join([a, b"x"]))  # expect: array('h', [1, 7, 3]) b'\x01\x00\x07\x00\x03\x00x'
try:
    a.append(4)
except BufferError as e:
    print(e)
# expect: cannot resize an array that is exporting buffers
m.release()
a.append(4)
print(a)  # expect: array('h', [1, 7, 3, 4])
for wrong in (
    lambda: v.cast("d"),
    lambda: memoryview(b"abc").cast("H"),
    lambda: memoryview(b"abcd").cast("z"),
    lambda: v.__setitem__(0, "x"),
    lambda: v.__setitem__(0, -1),
    lambda: v[9],
):
    try:
        wrong()
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__, e)
# expect: TypeError memoryview: cannot cast between two non-byte formats
# expect: TypeError memoryview: length is not a multiple of itemsize
# expect: ValueError memoryview: destination format must be a native single character format prefixed with an optional '@'
# expect: TypeError memoryview: invalid type for format 'I'
# expect: ValueError memoryview: invalid value for format 'I'
# expect: IndexError index out of bounds on dimension 1
