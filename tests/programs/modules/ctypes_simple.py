# Simple types of ctypes: values, limits, bytes, conversions and complaints.
import ctypes
from ctypes import *

for cls, value in (
    (c_byte, 300), (c_ubyte, -1), (c_short, 40000), (c_ushort, -2), (c_int, 1 << 40), (c_uint, -3), (c_long, -(1 << 63)),
    (c_ulong, -1), (c_longlong, 5), (c_float, 0.1), (c_double, 0.1), (c_longdouble, -0.75), (c_bool, 2), (c_char, b"x"),
    (c_wchar, "é"), (c_void_p, None), (c_void_p, 77),
):
    data = cls(value)
    print(data, sizeof(cls), alignment(data), bool(data), bytes(data)[:10])
print(c_int(), c_double(), c_char(), c_bool(), c_int8 is c_byte, c_int64 is c_long, c_size_t is c_ulong)
for cls, value in ((c_int, "x"), (c_int, 1.5), (c_double, "x"), (c_char_p, 1.5), (c_void_p, "x")):
    try:
        print(cls(value))
    except TypeError as error:
        print(cls.__name__, error if cls in (c_double, c_char_p, c_void_p) else type(error).__name__)
n = c_int(1)
n.value = 7
print(n, n == c_int(7), n == n)
text = c_char_p(b"some bytes")
print(text.value, c_char_p().value, c_wchar_p("wide").value)
print(bytes(c_int.__ctype_be__(1)), c_int.__ctype_be__(258).value, c_int.__ctype_le__ is c_int)
print(py_object([1, 2]).value, c_double(float("inf")), c_float(1e300), c_longdouble(1e300).value, c_longdouble(5e-324).value)


class Kind(c_int):
    def doubled(self):
        return self.value * 2


print(Kind(4).doubled(), type((Kind * 2)(Kind(1), Kind(2))[1]).__name__)
for bad in ({"_type_": "?!"}, {"_type_": 5}, {"_type_": "%"}, {}):
    try:
        type("Bad", (ctypes._SimpleCData,), bad)
    except (AttributeError, TypeError, ValueError) as error:
        print(type(error).__name__)
source = bytearray(8)
seen = c_short.from_buffer(source, 2)
seen.value = 0x0102
print(source, c_short.from_buffer_copy(b"\xff\x00\x01", 1).value)
for make in (lambda: c_int.from_buffer(source, 6), lambda: c_int.from_buffer(b"1234"), lambda: c_int.from_buffer_copy(b"1"),
             lambda: c_int.from_buffer(source, -1), lambda: sizeof(5), lambda: hash(c_int())):
    try:
        print(make())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
import copy, pickle

print(pickle.loads(pickle.dumps(c_int(77))), copy.copy(c_double(2.5)))
try:
    pickle.dumps(c_char_p(b"x"))
except ValueError as error:
    print(error)
print(set_errno(5), get_errno(), get_errno())
# expect: c_byte(44) 1 1 True b','
# expect: c_ubyte(255) 1 1 True b'\xff'
# expect: c_short(-25536) 2 2 True b'@\x9c'
# expect: c_ushort(65534) 2 2 True b'\xfe\xff'
# expect: c_int(0) 4 4 False b'\x00\x00\x00\x00'
# expect: c_uint(4294967293) 4 4 True b'\xfd\xff\xff\xff'
# expect: c_long(-9223372036854775808) 8 8 True b'\x00\x00\x00\x00\x00\x00\x00\x80'
# expect: c_ulong(18446744073709551615) 8 8 True b'\xff\xff\xff\xff\xff\xff\xff\xff'
# expect: c_long(5) 8 8 True b'\x05\x00\x00\x00\x00\x00\x00\x00'
# expect: c_float(0.10000000149011612) 4 4 True b'\xcd\xcc\xcc='
# expect: c_double(0.1) 8 8 True b'\x9a\x99\x99\x99\x99\x99\xb9?'
# expect: c_longdouble(-0.75) 16 16 True b'\x00\x00\x00\x00\x00\x00\x00\xc0\xfe\xbf'
# expect: c_bool(True) 1 1 True b'\x01'
# expect: c_char(b'x') 1 1 True b'x'
# expect: c_wchar('é') 4 4 True b'\xe9\x00\x00\x00'
# expect: c_void_p(None) 8 8 False b'\x00\x00\x00\x00\x00\x00\x00\x00'
# expect: c_void_p(77) 8 8 True b'M\x00\x00\x00\x00\x00\x00\x00'
# expect: c_int(0) c_double(0.0) c_char(b'\x00') c_bool(False) True True True
# expect: c_int TypeError
# expect: c_int TypeError
# expect: c_double must be real number, not str
# expect: c_char_p bytes or integer address expected instead of float instance
# expect: c_void_p cannot be converted to pointer
# expect: c_int(7) False True
# expect: b'some bytes' None wide
# expect: b'\x00\x00\x00\x01' 258 True
# expect: [1, 2] c_double(inf) c_float(inf) 1e+300 5e-324
# expect: 8 Kind
# expect: ValueError
# expect: TypeError
# expect: AttributeError
# expect: AttributeError
# expect: bytearray(b'\x00\x00\x02\x01\x00\x00\x00\x00') 256
# expect: ValueError Buffer size too small (8 instead of at least 10 bytes)
# expect: TypeError underlying buffer is not writable
# expect: ValueError Buffer size too small (1 instead of at least 4 bytes)
# expect: ValueError offset cannot be negative
# expect: TypeError this type has no size
# expect: TypeError unhashable type
# expect: c_int(77) c_double(2.5)
# expect: ctypes objects containing pointers cannot be pickled
# expect: 0 5 5
