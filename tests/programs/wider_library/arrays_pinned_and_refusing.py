"""An array whose memory somebody looks at takes what leaves its length as it is; what it says of items, indices and bytes that
are none; comparing and counting item by item."""
# cpython: 3.13 has other words for items that are no characters

import array
import io


def refused(function, *arguments):
    try:
        print(function(*arguments))
    except (BufferError, EOFError, IndexError, MemoryError, TypeError, ValueError) as error:
        print(f"{type(error).__name__} {error}".strip())


numbers = array.array("h", range(6))
view = memoryview(numbers)
numbers[1:3] = array.array("h", [10, 20])
numbers += array.array("h")
numbers *= 1
numbers.fromlist([])
numbers.frombytes(b"")
print(view.tolist())  # expect: [0, 10, 20, 3, 4, 5]
refused(numbers.append, 1)  # expect: BufferError cannot resize an array that is exporting buffers
refused(numbers.clear)  # expect: BufferError cannot resize an array that is exporting buffers
refused(numbers.__setitem__, slice(0, 1), numbers[:2])  # expect: BufferError cannot resize an array that is exporting buffers
view.release()

refused(numbers.pop, "x")  # expect: TypeError 'str' object cannot be interpreted as an integer
refused(numbers.__getitem__, "x")  # expect: TypeError array indices must be integers
refused(numbers.__reduce_ex__, None)  # expect: TypeError __reduce_ex__ argument should be an integer
refused(numbers.fromfile, io.BytesIO(b"abc"), 5)  # expect: ValueError bytes length not a multiple of item size
refused(numbers.fromfile, io.BytesIO(b"abcd"), 5)  # expect: EOFError read() didn't return enough bytes
refused(numbers.fromfile, io.BytesIO(), 2**62)  # expect: MemoryError
print(numbers[2:], numbers[::-3], numbers[5:2])  # expect: array('h', [20, 3, 4, 5, 25185, 25699]) array('h', [25699, 4, 10]) array('h')

refused(array.array, "w", ["ab"])  # expect: TypeError array item must be a unicode character, not a string of length 2
refused(array.array, "w", [None])  # expect: TypeError array item must be a unicode character, not NoneType
refused(array.array("w", b"abcd").tounicode)
# expect: UnicodeDecodeError 'utf-32-le' codec can't decode bytes in position 0-3: code point not in range(0x110000)
refused(array.array("w", "a\ud800").tounicode)
# expect: UnicodeDecodeError 'utf-32-le' codec can't decode bytes in position 4-7: code point in surrogate code point range(0xd800, 0xe000)
refused(repr, array.array("w", b"abcd"))
# expect: UnicodeDecodeError 'utf-32-le' codec can't decode bytes in position 0-3: code point not in range(0x110000)

one, other = array.array("b", [1, -2, 3]), array.array("b", [1, 2])
print(one == other, one != other, one < other, one <= one, one > other, one[:1] < other)  # expect: False True True True False True
print(array.array("i", [1, 2]) == array.array("d", [1, 2]), array.array("d", [0.0]) == array.array("d", [-0.0]))
# expect: True True
print(array.array("B", [255]) > array.array("B", [1]), array.array("b", [-1]) > array.array("b", [1]))  # expect: True False
print(array.array("H", [256, 1]) < array.array("H", [1, 256]), one.count(3), one.count(3.0), one.count("x"))
# expect: False 1 1 0
