# What ctypes cannot do here, and memory that is not C data's, is refused: nothing a program does with pointers can crash it.
# cpython: reaches any memory, and crashes
import gc
from ctypes import *

import ctypes.util

n = c_int(5)
address = addressof(n)


def use_after_end():
    p = cast(addressof(c_int(1)), POINTER(c_int))
    gc.collect()
    return p[0]


for use in (
    lambda: CDLL("libc.so.6"), lambda: cdll.LoadLibrary("libm.so"), lambda: pythonapi.PyGILState_Ensure,
    lambda: c_int.in_dll(pythonapi, "x"), lambda: CFUNCTYPE(c_int)(4096)(), lambda: c_int.from_address(8), lambda: string_at(4096, 4),
    lambda: string_at(address, 5), lambda: pointer(n)[1], lambda: pointer(n)[-1], lambda: memset(address, 0, 1 << 60),
    lambda: memmove(address, address + 1, 4), lambda: memset(0, 0, 1), lambda: c_char_p(4096).value, use_after_end,
    lambda: memoryview_at(address, -1), lambda: (c_int * (1 << 62))(), lambda: py_object().value, lambda: cast(n, c_int),
):
    try:
        print(use())
    except Exception as error:
        print(type(error).__name__, str(error).replace(hex(address), "ADDRESS").split(" address 0x")[0])
# expect: OSError libc.so.6: code in C is not called: it would see objects whose layout, counts and locks are not C's
# expect: OSError libm.so: code in C is not called: it would see objects whose layout, counts and locks are not C's
# expect: AttributeError PyGILState_Ensure: code in C is not called: it would see objects whose layout, counts and locks are not C's
# expect: ValueError x: code in C is not called: it would see objects whose layout, counts and locks are not C's
# expect: OSError code in C is not called: it would see objects whose layout, counts and locks are not C's
# expect: ValueError there are no 4 bytes of living C data at
# expect: ValueError there are no 4 bytes of living C data at
# expect: ValueError there are no 5 bytes of living C data at address ADDRESS, and no others can be reached
# expect: ValueError there are no 4 bytes of living C data at
# expect: ValueError there are no 4 bytes of living C data at
# expect: ValueError there are no 1152921504606846976 bytes of living C data at address ADDRESS, and no others can be reached
# expect: ValueError there are no 4 bytes of living C data at
# expect: ValueError NULL pointer access
# expect: ValueError there are no 0 bytes of living C data at
# expect: ValueError there are no 4 bytes of living C data at
# expect: ValueError memoryview_at: size is negative (or overflowed)
# expect: OverflowError array too large
# expect: ValueError PyObject is NULL
# expect: ArgumentError argument 1: TypeError: wrong type
