# What compares with what: bytes with their own kind, bytearrays with all that lends its bytes.
import array

BYTES, ARRAY, VIEW, INTS = b"b", bytearray(b"b"), memoryview(b"b"), array.array("B", b"b")


def shown(compare):
    try:
        return compare()
    except TypeError as error:
        return str(error)


for left in (BYTES, ARRAY, VIEW, INTS):
    for right in (BYTES, ARRAY, VIEW, INTS):
        print(type(left).__name__, type(right).__name__, left == right, left != right, shown(lambda: left < right))
print(b"a".__eq__(VIEW), b"a".__lt__(bytearray(b"b")), bytearray(b"a").__lt__(VIEW))
# expect: bytes bytes True False False
# expect: bytes bytearray True False False
# expect: bytes memoryview True False '<' not supported between instances of 'bytes' and 'memoryview'
# expect: bytes array False True '<' not supported between instances of 'bytes' and 'array.array'
# expect: bytearray bytes True False False
# expect: bytearray bytearray True False False
# expect: bytearray memoryview True False False
# expect: bytearray array True False False
# expect: memoryview bytes True False '<' not supported between instances of 'memoryview' and 'bytes'
# expect: memoryview bytearray True False False
# expect: memoryview memoryview True False '<' not supported between instances of 'memoryview' and 'memoryview'
# expect: memoryview array True False '<' not supported between instances of 'memoryview' and 'array.array'
# expect: array bytes False True '<' not supported between instances of 'array.array' and 'bytes'
# expect: array bytearray True False False
# expect: array memoryview True False '<' not supported between instances of 'array.array' and 'memoryview'
# expect: array array True False False
# expect: NotImplemented NotImplemented True
