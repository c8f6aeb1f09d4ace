# Searching and slicing a bytearray looks at its bytes where they are. Arguments that run code come first.
data = bytearray(b"abcabc")
print(data.find(b"c"), data.rfind(b"c"), data.index(98, 2), data.rindex(b"a", 0, 3), data.count(b"bc"))
# expect: 2 5 4 0 2
print(data.find(data), data.count(data), data in data, data.startswith(data), data.endswith((b"x", data)))
# expect: 0 1 True True True
print(data.find(b"", 7), data.find(b"", 6), data.count(b"", 7), data.startswith(b"", 7), 99 in data, 100 in data)
# expect: -1 6 0 False True False
print(memoryview(data)[1:3] in data, data.endswith(memoryview(b"bc")))  # expect: True True


class Emptying:
    def __index__(self):
        data.clear()
        return 2


print(data.find(b"c", Emptying()), data)  # expect: -1 bytearray(b'')
data[:] = b"abcabc"
print(data.count(b"a", 0, Emptying()), data)  # expect: 0 bytearray(b'')
data[:] = b"abcabc"
print(data.startswith(b"c", Emptying()), data)  # expect: False bytearray(b'')
data[:] = b"abcabc"
print(data[1:4], data[::-2], data[4:1], data[-2:], data[:] is data, type(data[:]).__name__)
# expect: bytearray(b'bca') bytearray(b'cab') bytearray(b'') bytearray(b'bc') False bytearray
print(data[Emptying():], data)  # expect: bytearray(b'') bytearray(b'')
