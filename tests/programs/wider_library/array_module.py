# Arrays of machine numbers.
from array import array

a = array("i", [1, 2, 3])
a.append(4)
a.extend([5, 6])
a += array("i", [7])
print(a, a[0], a[-1], a[1:3], len(a))  # expect: array('i', [1, 2, 3, 4, 5, 6, 7]) 1 7 array('i', [2, 3]) 7
print(a.itemsize, a.typecode)  # expect: 4 i
print(3 in a, a.index(3), a.count(1), sum(a), a.tolist())  # expect: True 2 1 28 [1, 2, 3, 4, 5, 6, 7]
a[0] = 10
del a[1]
a.insert(1, 99)
a.reverse()
print(a, a.pop(), a.pop(0))  # expect: array('i', [6, 5, 4, 3, 99]) 10 7
print(a.tobytes()[:8])  # expect: b'\x06\x00\x00\x00\x05\x00\x00\x00'
print(array("d", [1.5, 2]) * 2)  # expect: array('d', [1.5, 2.0, 1.5, 2.0])
print(array("B", b"ab"), array("w", "hé").tounicode())  # expect: array('B', [97, 98]) hé
b = array("h")
b.frombytes(b"\x01\x00\x02\x00")
b.byteswap()
print(b, memoryview(array("I", [1, 2]))[1])  # expect: array('h', [256, 512]) 2
print(array("i", [1]) == array("d", [1.0]))  # expect: True
print(array("i", [1, 2]) < array("i", [1, 3]))  # expect: True
for bad in (
    lambda: array("i", ["x"]),
    lambda: array("B", [256]),
    lambda: array("z"),
    lambda: a.append(1.5),
    lambda: a.remove(12345),
):
    try:
        bad()
    except (TypeError, OverflowError, ValueError) as e:
        print(type(e).__name__)
# expect: TypeError
# expect: OverflowError
# expect: ValueError
# expect: TypeError
# expect: ValueError

# A text is refused before the code is looked at.
for arguments in (("X", "a"), ("i", "a"), ("X", array("u", "a")), ("X", 1)):
    try:
        array(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
# expect: TypeError cannot use a str to initialize an array with typecode 'X'
# expect: TypeError cannot use a str to initialize an array with typecode 'i'
# expect: TypeError cannot use a unicode array to initialize an array with typecode 'X'
# expect: TypeError 'int' object is not iterable
