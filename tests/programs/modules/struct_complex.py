# struct: complex numbers, since 3.14.
# cpython: 3.13 has no such formats
import ctypes
import struct

print(struct.calcsize("F"), struct.calcsize("D"), struct.calcsize("bD"), struct.calcsize("=bD"))
print(struct.pack("<D", 1 + 2j), struct.unpack(">F", struct.pack(">F", 0.5 - 1j)), struct.unpack("2D", struct.pack("2D", 1, 2.5)))


class C:
    def __complex__(self):
        return 3j


print(struct.unpack("<D", struct.pack("<D", C())))
for bad in ("x", None, [1]):
    try:
        struct.pack("D", bad)
    except struct.error as error:
        print(error)
try:
    struct.pack("<F", 1e300j)
except OverflowError as error:
    print(error)
try:
    memoryview(bytearray(16)).cast("D")
except ValueError as error:
    print(str(error)[:40])
print(ctypes.c_double_complex(1 + 2j).value, ctypes.sizeof(ctypes.c_float_complex), ctypes.c_float_complex(5))
# expect: 8 16 24 17
# expect: b'\x00\x00\x00\x00\x00\x00\xf0?\x00\x00\x00\x00\x00\x00\x00@' ((0.5-1j),) ((1+0j), (2.5+0j))
# expect: (3j,)
# expect: required argument is not a complex
# expect: required argument is not a complex
# expect: required argument is not a complex
# expect: float too large to pack with f format
# expect: memoryview: destination format must be a
# expect: (1+2j) 8 c_float_complex((5+0j))
