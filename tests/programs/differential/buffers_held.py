# A bytearray that a view looks into is only forbidden to change its length.


def attempt(source):
    array = bytearray(b"abc")
    view = memoryview(array)
    try:
        exec(source, {"array": array, "view": view})
        print(array)
    except Exception as e:
        print(type(e).__name__, e)


attempt("array.remove(3)")  # expect: ValueError value not found in bytearray
attempt("array.pop(30)")  # expect: IndexError pop index out of range
attempt("del array[5]")  # expect: IndexError bytearray index out of range
attempt("array *= 1")  # expect: bytearray(b'abc')
attempt("array += b''")  # expect: bytearray(b'abc')
attempt("array.extend(b'')")  # expect: bytearray(b'abc')
attempt("array[1:1] = b''")  # expect: bytearray(b'abc')
attempt("array[::2] = b'xy'")  # expect: bytearray(b'xby')
attempt("array.remove(97)")  # expect: BufferError Existing exports of data: object cannot be re-sized
attempt("array.pop()")  # expect: BufferError Existing exports of data: object cannot be re-sized
attempt("del array[0]")  # expect: BufferError Existing exports of data: object cannot be re-sized
attempt("array[::2] = b''")  # expect: BufferError Existing exports of data: object cannot be re-sized
attempt("array *= 2")  # expect: BufferError Existing exports of data: object cannot be re-sized
attempt("array.__init__(b'x')")  # expect: BufferError Existing exports of data: object cannot be re-sized
attempt("array.clear()")  # expect: BufferError Existing exports of data: object cannot be re-sized
attempt("del view[0]")  # expect: TypeError cannot delete memory
attempt("del memoryview(b'x')[0]")  # expect: TypeError cannot modify read-only memory

array = bytearray(b"abcdefg")
array[::2] = b""
print(array)  # expect: bytearray(b'bdf')
array[::-1] = b""
print(array)  # expect: bytearray(b'')
view = memoryview(array)
array.clear()
array.__init__(b"")
try:
    array.pop()
except IndexError as e:
    print(e)  # expect: pop from empty bytearray
