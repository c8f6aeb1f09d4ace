# A class may export a buffer, and hears when the last view of it has gone (PEP 688).
class Buffer:
    def __init__(self):
        self.data = bytearray(b"abc")
        self.exports = 0

    def __buffer__(self, flags):
        self.exports += 1
        return memoryview(self.data)

    def __release_buffer__(self, view):
        self.exports -= 1
        print("released", bytes(view))
        view.release()


buffer = Buffer()
view = memoryview(buffer)
print(view.tobytes(), view.readonly, buffer.exports)
part = view[1:]
view[0] = 65
view.release()
print(buffer.exports, part.tobytes())
part.release()
print(buffer.exports, buffer.data)
with memoryview(buffer) as view:
    print(len(view))
print(buffer.exports)
view = memoryview(buffer)
view = None
print(buffer.exports, bytes(buffer), buffer.exports)


class Wrong:
    def __buffer__(self, flags):
        return 42


class Failing:
    def __buffer__(self, flags):
        raise OSError("none today")


class Refusing:
    __buffer__ = None


for what in Wrong(), Failing(), Refusing(), 3:
    try:
        memoryview(what)
    except (TypeError, OSError) as error:
        print(type(error).__name__, error)


class Loud(bytes):
    def __buffer__(self, flags):
        print("asked")
        return super().__buffer__(flags)


with memoryview(Loud(b"xyz")) as view:
    print(bytes(view))

array = bytearray(b"abc")
view = array.__buffer__(0)
try:
    array.append(1)
except BufferError as error:
    print(error)
try:
    bytearray(b"x").__release_buffer__(view)
except ValueError as error:
    print(error)
array.__release_buffer__(view)
array.append(100)
print(array)
view = memoryview(b"abc")
for attempt in lambda: view.__delitem__(0), lambda: view < b"abd", lambda: b"abc" < view:
    try:
        print(attempt())
    except TypeError as error:
        print(error)
print(view.suboffsets, bytearray(b"abd") > view, b"abc" == view)
# expect: b'abc' False 1
# expect: 1 b'bc'
# expect: released b'Abc'
# expect: 0 bytearray(b'Abc')
# expect: 3
# expect: released b'Abc'
# expect: 0
# expect: released b'Abc'
# expect: released b'Abc'
# expect: 0 b'Abc' 0
# expect: TypeError __buffer__ returned non-memoryview object
# expect: OSError none today
# expect: TypeError 'NoneType' object is not callable
# expect: TypeError memoryview: a bytes-like object is required, not 'int'
# expect: asked
# expect: b'xyz'
# expect: Existing exports of data: object cannot be re-sized
# expect: memoryview's buffer is not this object
# expect: bytearray(b'abcd')
# expect: cannot modify read-only memory
# expect: '<' not supported between instances of 'memoryview' and 'bytes'
# expect: '<' not supported between instances of 'bytes' and 'memoryview'
# expect: () True True
