# What a sequence is multiplied by has its say before the sequence is repeated, and what is too long for any memory is told apart.
import array
import collections
import sys


class Asked:
    def __rmul__(self, other):
        return f"asked by {type(other).__name__}"

    def __index__(self):
        return 2


class Declines(Asked):
    def __rmul__(self, other):
        return NotImplemented


for sequence in [1], (1,), "a", b"a", bytearray(b"a"), array.array("b", [1]), collections.deque([1]):
    print(sequence * Asked(), sequence * Declines())
    sequence *= Asked()
    print(sequence)
# expect: asked by list [1, 1]
# expect: asked by list
# expect: asked by tuple (1, 1)
# expect: asked by tuple
# expect: asked by str aa
# expect: asked by str
# expect: asked by bytes b'aa'
# expect: asked by bytes
# expect: asked by bytearray bytearray(b'aa')
# expect: asked by bytearray
# expect: asked by array array('b', [1, 1])
# expect: asked by array
# expect: asked by deque deque([1, 1])
# expect: asked by deque


def told(sequence, count):
    try:
        sequence * count
    except (MemoryError, OverflowError) as error:
        print(type(error).__name__, *error.args)


for sequence in "ab", "é\u20ac", b"ab", [1, 2], (1, 2), bytearray(b"ab"):
    told(sequence, sys.maxsize)
    told(sequence, sys.maxsize + 1)
# expect: OverflowError repeated string is too long
# expect: OverflowError cannot fit 'int' into an index-sized integer
# expect: OverflowError repeated string is too long
# expect: OverflowError cannot fit 'int' into an index-sized integer
# expect: OverflowError repeated bytes are too long
# expect: OverflowError cannot fit 'int' into an index-sized integer
# expect: MemoryError
# expect: OverflowError cannot fit 'int' into an index-sized integer
# expect: MemoryError
# expect: OverflowError cannot fit 'int' into an index-sized integer
# expect: MemoryError
# expect: OverflowError cannot fit 'int' into an index-sized integer
try:
    None * Declines()
except TypeError as error:
    print(error)
# expect: unsupported operand type(s) for *: 'NoneType' and 'Declines'
