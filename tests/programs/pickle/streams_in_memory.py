# Streams in memory are pickled and copied with where they stand and what hangs on them.
import copy
import io
import pickle

stream = io.BytesIO(b"hello world")
stream.seek(6)
stream.note = [1]
print(stream.__getstate__())
for other in (pickle.loads(pickle.dumps(stream)), copy.copy(stream), copy.deepcopy(stream)):
    print(other.read(), other.getvalue(), other.note, other is stream)
text = io.StringIO("one\r\ntwo\n", newline="\r\n")
text.read(3)
print(text.__getstate__())
for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
    other = pickle.loads(pickle.dumps(text, protocol))
    print(repr(other.read()), repr(other.getvalue()), other.__getstate__()[1:3])


class Named(io.StringIO):
    pass


named = Named("abc")
named.name = "n"
other = pickle.loads(pickle.dumps(named))
print(type(other).__name__, other.name, other.getvalue())
for state in ((), (b"", "x", None), (b"", -1, None), (b"", 1, 1), 5, ("", 1, None)):
    try:
        stream.__setstate__(state)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
stream.__setstate__((b"no", 0, None))
print(stream.read(), stream.note)
stream.close()
try:
    pickle.dumps(stream)
except ValueError as error:
    print(error)
for unpicklable in (io.BufferedReader(io.BytesIO()), io.TextIOWrapper(io.BytesIO())):
    try:
        pickle.dumps(unpicklable)
    except TypeError as error:
        print(str(error).split("'")[0], type(unpicklable).__name__)
# expect: (b'hello world', 6, {'note': [1]})
# expect: b'world' b'hello world' [1] False
# expect: b'world' b'hello world' [1] False
# expect: b'world' b'hello world' [1] False
# expect: ('one\r\r\ntwo\r\n', '\r\n', 3, None)
# expect: '\r\r\ntwo\r\n' 'one\r\r\ntwo\r\n' ('\r\n', 11)
# expect: '\r\r\ntwo\r\n' 'one\r\r\ntwo\r\n' ('\r\n', 11)
# expect: '\r\r\ntwo\r\n' 'one\r\r\ntwo\r\n' ('\r\n', 11)
# expect: '\r\r\ntwo\r\n' 'one\r\r\ntwo\r\n' ('\r\n', 11)
# expect: Named n abc
# expect: TypeError _io.BytesIO.__setstate__ argument should be 3-tuple, got tuple
# expect: TypeError second item of state must be an integer, not str
# expect: ValueError position value cannot be negative
# expect: TypeError third item of state should be a dict, got a int
# expect: TypeError _io.BytesIO.__setstate__ argument should be 3-tuple, got int
# expect: TypeError a bytes-like object is required, not 'str'
# expect: b'no' [1]
# expect: I/O operation on closed file.
# expect: cannot pickle  BufferedReader
# expect: cannot pickle  TextIOWrapper
