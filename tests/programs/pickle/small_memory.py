# Lengths and numbers that lie, marks and containers without end: memory stays in proportion to the data.
# cpython: it has a gigabyte, and more, before it looks whether there is that much data
import io
import pickle
import resource


def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


before = most()


def tell(load, data):
    try:
        print(type(load(data)).__name__)
    except Exception as error:
        print(type(error).__name__, error)


def from_file(data):
    return pickle.load(io.BytesIO(data))


for load in (pickle.loads, from_file):
    for opcode, width in ((b"B", 4), (b"X", 4), (b"T", 4), (b"\x8b", 4), (b"\x8e", 8), (b"\x8d", 8), (b"\x96", 8), (b"\x95", 8)):
        tell(load, opcode + (b"\xff" * (width - 1) + b"\x7f") + b"abc.")
        tell(load, opcode + (1 << 30).to_bytes(width, "little") + b"abc.")
    # A number in the memo costs what it says about itself, not what lies below it.
    tell(load, b"Nr\xff\xff\xff\xff.")
    tell(load, b"Np99999999999\n.")
    tell(load, b"".join(b"Nr" + (number * 1_000_003).to_bytes(4, "little") for number in range(4000)) + b".")
    tell(load, b"(" * 1_000_000 + b"N" + b"1" * 5 + b".")
    tell(load, b"]" * 1_000_000 + b"a" * 999_999 + b".")
    tell(load, b"N" + b"\x85" * 1_000_000 + b".")
    tell(load, b"N" + b"2" * 1_000_000 + b".")
    tell(load, b"(" + b"N" * 1_000_000 + b"t.")
# In megabytes; the largest of these is a megabyte of data.
print(most() - before < 400 or most() - before)
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError read would overflow (invalid bytecode)
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError read would overflow (invalid bytecode)
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError read would overflow (invalid bytecode)
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError read would overflow (invalid bytecode)
# expect: UnpicklingError pickle data was truncated
# expect: NoneType
# expect: NoneType
# expect: NoneType
# expect: UnpicklingError unexpected MARK found
# expect: list
# expect: tuple
# expect: NoneType
# expect: tuple
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError read would overflow (invalid bytecode)
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError read would overflow (invalid bytecode)
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError read would overflow (invalid bytecode)
# expect: UnpicklingError pickle data was truncated
# expect: UnpicklingError read would overflow (invalid bytecode)
# expect: UnpicklingError pickle data was truncated
# expect: NoneType
# expect: NoneType
# expect: NoneType
# expect: UnpicklingError unexpected MARK found
# expect: list
# expect: tuple
# expect: NoneType
# expect: tuple
# expect: True
