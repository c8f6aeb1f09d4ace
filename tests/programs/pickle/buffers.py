# Memory that is not in the pickle, and what a PickleBuffer is.
import pickle
from pickle import PickleBuffer


class Data:
    def __init__(self, buffer):
        self.buffer = buffer

    def __reduce_ex__(self, protocol):
        if protocol >= 5:
            return Data, (PickleBuffer(self.buffer),)
        return Data, (bytes(self.buffer),)


array = bytearray(b"mutable")
for buffer in (b"immutable", array):
    out = []
    data = pickle.dumps(Data(buffer), 5, buffer_callback=out.append)
    print(buffer in data, type(out[0]).__name__, bytes(out[0].raw()))
    print(pickle.loads(data, buffers=out).buffer is out[0], pickle.loads(data, buffers=[b"other"]).buffer)
    inside = pickle.dumps(Data(buffer), 5, buffer_callback=lambda _: True)
    print(buffer in inside, pickle.loads(inside).buffer)
# expect: False PickleBuffer b'immutable'
# expect: True b'other'
# expect: True b'immutable'
# expect: False PickleBuffer b'mutable'
# expect: True b'other'
# expect: True bytearray(b'mutable')
given = pickle.loads(pickle.dumps(PickleBuffer(b"x"), 5, buffer_callback=lambda _: None), buffers=[array])
print(type(given).__name__, given.readonly, bytes(given))  # expect: memoryview True b'mutable'
given.release()
data = pickle.dumps([PickleBuffer(array)] * 2, 5, buffer_callback=lambda _: None)
del out


def tell(function):
    try:
        print(function())
    except (ValueError, TypeError, BufferError, pickle.PickleError) as error:
        print(type(error).__name__, error)


tell(lambda: pickle.loads(data))
tell(lambda: pickle.loads(data, buffers=[b"one"]))
tell(lambda: pickle.loads(data, buffers=5))
tell(lambda: pickle.dumps(PickleBuffer(b"x"), 4))
tell(lambda: pickle.dumps(1, 4, buffer_callback=print))
tell(lambda: pickle.dumps(PickleBuffer(memoryview(b"abcd")[::2]), 5))
tell(lambda: PickleBuffer("text"))
tell(lambda: PickleBuffer(memoryview(b"abcd")[::2]).raw())
# expect: UnpicklingError pickle stream refers to out-of-band data but no *buffers* argument was given
# expect: UnpicklingError not enough out-of-band buffers
# expect: TypeError 'int' object is not iterable
# expect: PicklingError PickleBuffer can only be pickled with protocol >= 5
# expect: ValueError buffer_callback needs protocol >= 5
# expect: PicklingError PickleBuffer can not be pickled when pointing to a non-contiguous buffer
# expect: TypeError a bytes-like object is required, not 'str'
# expect: BufferError cannot extract raw buffer from non-contiguous buffer
buffer = PickleBuffer(array)
tell(lambda: array.append(1))  # expect: BufferError Existing exports of data: object cannot be re-sized
print(memoryview(buffer).tobytes())  # expect: b'mutable'
buffer.release()
buffer.release()
tell(lambda: buffer.raw())  # expect: ValueError operation forbidden on released PickleBuffer object
tell(lambda: pickle.dumps(buffer, 5))  # expect: ValueError operation forbidden on released PickleBuffer object
array.append(1)
wide = PickleBuffer(memoryview(bytearray(8)).cast("d")).raw()
print(wide.format, wide.nbytes, wide.ndim)  # expect: B 8 1
