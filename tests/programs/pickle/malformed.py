# Data that no pickler makes.
import pickle


def tell(data):
    try:
        print(pickle.loads(data))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))


tell(b"")
tell(b"N")
tell(b".")
tell(b"(.")
tell(b"N(.")
tell(b"0.")
tell(b"t.")
tell(b"a.")
tell(b"Na.")
tell(b"(Na.")
tell(b"](s.")
tell(b"}(Nu.")
tell(b"(Nd.")
tell(b"h\x05.")
tell(b"j\xff\xff\xff\xff.")
tell(b"g-1\n.")
tell(b"g5")
tell(b"p-1\n.")
tell(b"Np-1\n.")
tell(b"\x8b\xff\xff\xff\xff.")
tell(b"X\xff\xff\xff\xffab.")
tell(b"\x8d" + b"\xff" * 8)
tell(b"\x95" + b"\xff" * 8)
tell(b"\x95\x05\0\0\0\0\0\0\0N.")
tell(b"\x80\x06.")
tell(b"\xff.")
tell(b"'.")
tell(b"!.")
tell(b"\x82\x00.")
tell(b"\x84\xff\xff\xff\xff.")
tell(b"NN\x93.")
tell(b"N)\x81.")
tell(b"cbuiltins\nlist\nN\x81.")
tell(b"cbuiltins\nlist\n)N\x92.")
tell(b"NNR.")
tell(b"N)R.")
tell(b"N)b.")
tell(b"\x98.")
tell(b"N\x98.")
tell(b"]\x8c\x01a\x8c\x01bs.")
tell(b"(o.")
tell(b"P\xe9\n.")
# expect: EOFError 'Ran out of input'
# expect: EOFError 'Ran out of input'
# expect: UnpicklingError 'unpickling stack underflow'
# expect: UnpicklingError 'unexpected MARK found'
# expect: UnpicklingError 'unexpected MARK found'
# expect: UnpicklingError 'unpickling stack underflow'
# expect: UnpicklingError 'could not find MARK'
# expect: UnpicklingError 'unpickling stack underflow'
# expect: UnpicklingError 'unpickling stack underflow'
# expect: UnpicklingError 'unexpected MARK found'
# expect: UnpicklingError 'unexpected MARK found'
# expect: UnpicklingError 'odd number of items for SETITEMS'
# expect: UnpicklingError 'odd number of items for DICT'
# expect: UnpicklingError 'Memo value not found at index 5'
# expect: UnpicklingError 'Memo value not found at index 4294967295'
# expect: UnpicklingError 'Memo value not found at index -1'
# expect: UnpicklingError 'pickle data was truncated'
# expect: UnpicklingError 'unpickling stack underflow'
# expect: ValueError 'negative PUT argument'
# expect: UnpicklingError 'LONG pickle has negative byte count'
# expect: UnpicklingError 'pickle data was truncated'
# expect: OverflowError "BINUNICODE exceeds system's maximum size of 9223372036854775807 bytes"
# expect: OverflowError "FRAME length exceeds system's maximum of 9223372036854775807 bytes"
# expect: UnpicklingError 'pickle data was truncated'
# expect: ValueError 'unsupported pickle protocol: 6'
# expect: UnpicklingError "invalid load key, '\\xff'."
# expect: UnpicklingError "invalid load key, '\\x27'."
# expect: UnpicklingError "invalid load key, '!'."
# expect: UnpicklingError 'EXT specifies code <= 0'
# expect: UnpicklingError 'EXT specifies code <= 0'
# expect: UnpicklingError 'STACK_GLOBAL requires str'
# expect: UnpicklingError 'NEWOBJ class argument must be a type, not NoneType'
# expect: UnpicklingError 'NEWOBJ args argument must be a tuple, not NoneType'
# expect: UnpicklingError 'NEWOBJ_EX kwargs argument must be a dict, not NoneType'
# expect: TypeError 'argument list must be a tuple'
# expect: TypeError "'NoneType' object is not callable"
# expect: UnpicklingError 'state is not a dictionary'
# expect: UnpicklingError 'unpickling stack underflow'
# expect: TypeError "memoryview: a bytes-like object is required, not 'NoneType'"
# expect: TypeError 'list indices must be integers or slices, not str'
# expect: UnpicklingError 'unpickling stack underflow'
# expect: UnpicklingError 'persistent IDs in protocol 0 must be ASCII strings'
