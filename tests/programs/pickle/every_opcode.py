# Each instruction after whatever may come before it and with whatever argument: an exception, and always the same one.
# cpython: it has memory for lengths that are not there, of bytes and of files, and complains of views that are left
import io
import pickle
import pickletools

OPCODES = [opcode.code.encode("latin-1") for opcode in pickletools.opcodes]
ARGUMENTS = [b"", b"\0", b"\1", b"\xff", b"1\n", b"-1\n", b"9999999999999999999999\n", b"x\ny\n", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\xff" * 8, b"\xff" * 7 + b"\x7f", b"\0" * 8, b"\x01ab", b"'a'\n"]
BEFORE = [b"", b"(", b"N", b"N(", b"NN", b"((", b"]", b"}", b")", b"](N", b"}(N", b"\x8f(]", b"N)", b"NN)", b"cbuiltins\nlist\n", b"cbuiltins\nlist\n)", b"cbuiltins\nobject\n)}"]


class Pieces(io.RawIOBase):
    # A file that cannot be looked ahead in.
    def __init__(self, data):
        self.file = io.BytesIO(data)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self.file.readinto(buffer)


outcomes = {}
seen = set()
for opcode in OPCODES:
    for before in BEFORE:
        for argument in ARGUMENTS:
            for after in (b"", b".", b"q\x00h\x00."):
                data = before + opcode + argument + after
                results = []
                for load in (pickle.loads, lambda data: pickle.load(io.BytesIO(data)), lambda data: pickle.load(io.BufferedReader(Pieces(data)))):
                    try:
                        load(data)
                        results.append("value")
                    except Exception as error:
                        results.append(type(error).__name__)
                seen.update(results)
                # Bytes and a file that can be looked ahead in are read alike; what ends too early ends somewhere.
                one, _, other = ("end" if result in ("EOFError", "UnpicklingError") else result for result in results)
                assert one == other, (data, results)
# What is raised is one of these.
print(sorted(seen - {"value", "UnpicklingError", "EOFError", "ValueError", "TypeError", "AttributeError", "ModuleNotFoundError", "OverflowError", "UnicodeDecodeError", "ImportError", "IndexError", "MemoryError", "KeyError"}))
# expect: []
