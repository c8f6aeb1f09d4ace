"""Nothing in a pickle begins in a frame and ends behind it, and no frame begins in another."""
# cpython: 3.13 reads on
import io
import pickle

SIZE = b"\x80\x04\x95%c\x00\x00\x00\x00\x00\x00\x00"
for name, data in (
    ("a line", SIZE % 6 + b"Vhelloworld\n."),
    ("a text", SIZE % 6 + b"X\x0a\x00\x00\x00helloworld."),
    ("short bytes", SIZE % 3 + b"C\x0ahelloworld."),
    ("the second line", SIZE % 9 + b"cbuiltins\nprint\n."),
    ("a number", SIZE % 2 + b"G\x00\x00\x00\x00\x00\x00\x00\x00."),
    ("a frame inside", SIZE % 12 + b"N\x95\x00\x00\x00\x00\x00\x00\x00\x00NN."),
    ("a frame at the end", SIZE % 10 + b"N\x95\x00\x00\x00\x00\x00\x00\x00\x00N."),
    ("two frames", SIZE % 2 + b"K\x01" + (SIZE % 1)[2:] + b"."),
    ("what comes after", SIZE % 1 + b"NV1234\n."),
):
    for load in (pickle.loads, lambda data: pickle.load(io.BytesIO(data))):
        try:
            print(name, load(data))
        except pickle.UnpicklingError as error:
            print(name, error)
# expect: a line pickle exhausted before end of frame
# expect: a line pickle exhausted before end of frame
# expect: a text pickle exhausted before end of frame
# expect: a text pickle exhausted before end of frame
# expect: short bytes pickle exhausted before end of frame
# expect: short bytes pickle exhausted before end of frame
# expect: the second line pickle exhausted before end of frame
# expect: the second line pickle exhausted before end of frame
# expect: a number pickle exhausted before end of frame
# expect: a number pickle exhausted before end of frame
# expect: a frame inside beginning of a new frame before end of current frame
# expect: a frame inside beginning of a new frame before end of current frame
# expect: a frame at the end None
# expect: a frame at the end None
# expect: two frames 1
# expect: two frames 1
# expect: what comes after 1234
# expect: what comes after 1234
