"""A mmap that is walked over gives bytes, where an index finds an int."""
import mmap

with mmap.mmap(-1, 4) as memory:
    memory[:] = b"abcd"
    print(list(memory), memory[0])  # expect: [b'a', b'b', b'c', b'd'] 97
    print(b"a" in memory, 97 in memory, b"ab" in memory)  # expect: True False False
    first, *others = memory
    print(first, others, list(reversed(memory)))  # expect: b'a' [b'b', b'c', b'd'] [b'd', b'c', b'b', b'a']
    walk = iter(memory)
    print(next(walk), iter(walk) is walk)  # expect: b'a' True
    memory[1] = ord("z")
    print(next(walk), list(walk), list(walk))  # expect: b'z' [b'c', b'd'] []
    walk = iter(memory)
try:
    next(walk)
except ValueError as error:
    print(error)  # expect: mmap closed or invalid
