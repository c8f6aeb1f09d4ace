# A memoryview looks into bytes without copying.
data = bytearray(b"abcdef")
view = memoryview(data)
print(len(view), view[0], view[1:3].tobytes(), bytes(view[::2]))  # expect: 6 97 b'bc' b'ace'
print(view.tolist(), view.nbytes, view.readonly)  # expect: [97, 98, 99, 100, 101, 102] 6 False
view[0] = 90
view[1:3] = b"YX"
print(data, view == data, view[-1], list(view[3:]))  # expect: bytearray(b'ZYXdef') True 102 [100, 101, 102]
part = view[2:4]
part[0] = 33
print(data, memoryview(b"abc").readonly)  # expect: bytearray(b'ZY!def') True
print(b"abc" == memoryview(b"abc"))  # expect: True
try:
    memoryview(b"abc")[0] = 1
except TypeError as e:
    print(e)  # expect: cannot modify read-only memory
try:
    data.append(1)
except BufferError as e:
    print(type(e).__name__)  # expect: BufferError
part.release()
view.release()
data.append(1)
print(len(data))  # expect: 7
try:
    memoryview("text")
except TypeError as e:
    print(e)  # expect: memoryview: a bytes-like object is required, not 'str'
