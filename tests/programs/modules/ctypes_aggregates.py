# Arrays, structures and unions of ctypes are laid out as C lays them out.
from ctypes import *

Five = c_int * 5
five = Five(1, 2, 3)
print(list(five), five[1:3], five[::-2], len(five), sizeof(five), Five, Five is c_int * 5, Five._length_, Five._type_)
five[0], five[3:5] = 9, [8, 7]
print(list(five), 8 in five, five[-1])
for change in (lambda: five[5], lambda: five.__setitem__(-6, 1), lambda: five.__setitem__(slice(2), [1]), lambda: Five(*range(6)),
               lambda: five.__setitem__(0, "x"), lambda: c_int * -1, lambda: five["a"]):
    try:
        change()
    except (IndexError, TypeError, ValueError) as error:
        print(type(error).__name__)
grid = ((c_short * 2) * 3)((1, 2), (3, 4), (5, 6))
print([list(row) for row in grid], sizeof(grid), bytes(grid))
grid[1][0] = 77
print(grid[1][0], grid[1]._b_base_ is grid)
name = create_string_buffer(b"hello", 8)
print(name.raw, name.value, name[0], name[1:4], sizeof(name))
name.value = b"ab"
print(name.raw)
name.raw = b"12345678"
print(name.value)
try:
    name.value = b"123456789"
except ValueError as error:
    print(error)
wide = create_unicode_buffer("añb")
print(wide.value, len(wide), wide[1], wide[:2])


class Point(Structure):
    _fields_ = [("x", c_int), ("y", c_double)]

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


class Named(Point):
    _fields_ = [("name", c_char * 8), ("tag", c_char), ("corner", Point)]


p = Named(1, 2.5, b"abc", b"t", (3, 4))
print(p, p.name, p.tag, p.corner, sizeof(Point), sizeof(Named), alignment(Named), Named.corner.offset, Named.name.size)
p.corner.x = 33
corner = p.corner
p.corner = Point(5, 6)
print(corner, p.corner is p.corner, bytes(p)[:4])
for change in (lambda: Point(1, 2, 3), lambda: Point(1, x=2), lambda: setattr(p, "x", "text"), lambda: setattr(p, "name", b"123456789"),
               lambda: setattr(p, "corner", 5), lambda: Point.x.__set__(5, 5)):
    try:
        change()
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error if isinstance(error, ValueError) else "")


class Bits(Structure):
    _fields_ = [("a", c_uint, 3), ("b", c_int, 5), ("c", c_uint, 9)]


bits = Bits(7, -2, 300)
print(bits.a, bits.b, bits.c, sizeof(Bits), bytes(bits))
bits.a = 9
bits.b = 17
print(bits.a, bits.b)


class Number(Union):
    _fields_ = [("whole", c_uint32), ("bytes", c_ubyte * 4), ("real", c_float)]


number = Number(0x3FC00000)
print(list(number.bytes), number.real, sizeof(Number))
number.real = -2.0
print(hex(number.whole))


class Tagged(Structure):
    _anonymous_ = ["u"]
    _fields_ = [("tag", c_int), ("u", Number)]


tagged = Tagged(1, (7,))
tagged.real = 1.0
print(tagged.whole, tagged.u.whole, Tagged.whole.offset)


class Big(BigEndianStructure):
    _fields_ = [("n", c_uint32), ("h", c_int16)]


print(bytes(Big(1, -2)), Big(1, -2).h)


class Node(Structure):
    pass


Node._fields_ = [("value", c_int), ("next", POINTER(Node))]
print(sizeof(Node), Node(5).next.__bool__())
print(list((Point * 2)((1, 2), (3, 4))), sizeof(Point * 2))
data = Point.from_buffer_copy(bytes(Point(8, 9)))
print(data, bytes(memoryview(data)) == bytes(data))
# expect: [1, 2, 3, 0, 0] [2, 3] [0, 3, 1] 5 20 <class '__main__.c_int_Array_5'> True 5 <class 'ctypes.c_int'>
# expect: [9, 2, 3, 8, 7] True 7
# expect: IndexError
# expect: IndexError
# expect: ValueError
# expect: IndexError
# expect: TypeError
# expect: ValueError
# expect: TypeError
# expect: [[1, 2], [3, 4], [5, 6]] 12 b'\x01\x00\x02\x00\x03\x00\x04\x00\x05\x00\x06\x00'
# expect: 77 True
# expect: b'hello\x00\x00\x00' b'hello' b'h' b'ell' 8
# expect: b'ab\x00lo\x00\x00\x00'
# expect: b'12345678'
# expect: byte string too long
# expect: añb 4 ñ añ
# expect: Point(1, 2.5) b'abc' b't' Point(3, 4.0) 16 48 8 32 8
# expect: Point(5, 6.0) False b'\x01\x00\x00\x00'
# expect: TypeError 
# expect: TypeError 
# expect: TypeError 
# expect: ValueError bytes too long (9, maximum length 8)
# expect: TypeError 
# expect: TypeError 
# expect: 7 -2 300 4 b'\xf7,\x01\x00'
# expect: 1 -15
# expect: [0, 0, 192, 63] 1.5 4
# expect: 0xc0000000
# expect: 1065353216 1065353216 4
# expect: b'\x00\x00\x00\x01\xff\xfe\x00\x00' -2
# expect: 16 False
# expect: [Point(1, 2.0), Point(3, 4.0)] 32
# expect: Point(8, 9.0) True
