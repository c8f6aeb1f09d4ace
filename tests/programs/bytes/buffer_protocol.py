"""What holds bytes says so: `__buffer__`, and `collections.abc.Buffer`."""

import array
import collections.abc
import inspect

for value in b"ab", bytearray(b"ab"), memoryview(b"ab"), array.array("b", [1]):
    print(type(value).__name__, isinstance(value, collections.abc.Buffer), value.__buffer__(0).nbytes)
# expect: bytes True 2
# expect: bytearray True 2
# expect: memoryview True 2
# expect: array True 1
print(isinstance("ab", collections.abc.Buffer))  # expect: False
for value in b"ab", memoryview(b"ab"):
    try:
        value.__buffer__(inspect.BufferFlags.WRITABLE)
    except BufferError:
        print("not writable")
# expect: not writable
# expect: not writable
held = bytearray(b"ab")
held.__buffer__(inspect.BufferFlags.WRITABLE)[0] = 99
print(held)  # expect: bytearray(b'cb')


class Letters(bytes):
    pass


print(bytes(memoryview(Letters(b"xyz"))), b"".join([Letters(b"q"), held]))  # expect: b'xyz' b'qcb'
