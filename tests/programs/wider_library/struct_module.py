# struct: packed data.
import struct

print(struct.pack("<ihbq", 1, -2, 3, 4))
# expect: b'\x01\x00\x00\x00\xfe\xff\x03\x04\x00\x00\x00\x00\x00\x00\x00'
print(struct.unpack("<ihbq", struct.pack("<ihbq", 1, -2, 3, 4)))  # expect: (1, -2, 3, 4)
print(struct.calcsize("!I2sd"))  # expect: 14
print(struct.pack(">I4sd?", 7, b"ab", 1.5, True))
# expect: b'\x00\x00\x00\x07ab\x00\x00?\xf8\x00\x00\x00\x00\x00\x00\x01'
print(struct.unpack(">2H", b"\x00\x01\x02\x03"))  # expect: (1, 515)
print(struct.pack("3x"), struct.pack("=f", 0.1))  # expect: b'\x00\x00\x00' b'\xcd\xcc\xcc='
s = struct.Struct("<BH")
b = bytearray(8)
s.pack_into(b, 2, 255, 65535)
print(b, s.unpack_from(b, 2), s.size)  # expect: bytearray(b'\x00\x00\xff\xff\xff\x00\x00\x00') (255, 65535) 3
print(list(struct.iter_unpack("<H", b"\x01\x00\x02\x00")))  # expect: [(1,), (2,)]
for bad in (
    lambda: struct.pack("<B", 256),
    lambda: struct.pack("<i", "x"),
    lambda: struct.unpack("<i", b"abc"),
    lambda: struct.pack("z", 1),
):
    try:
        bad()
    except struct.error as e:
        print("error")
# expect: error
# expect: error
# expect: error
# expect: error

# What is too large for a field of floats is an error of struct's own if it is an int.
for layout, value in ((">e", 2**33), ("d", 10**400), ("e", 1e10), ("<f", 1e300)):
    try:
        struct.pack(layout, value)
    except (struct.error, OverflowError) as error:
        print(type(error).__name__, error)
# expect: error int too large to convert
# expect: error required argument is not a float
# expect: OverflowError float too large to pack with e format
# expect: OverflowError float too large to pack with f format
