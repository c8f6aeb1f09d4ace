"""C data in Python: the types of `ctypes`, without C.

This is the part of CPython's `ctypes` that holds data: simple types, arrays, structures, unions and pointers, laid out as C
lays them out. It is what `multiprocessing.sharedctypes` and readers of binary formats need. Libraries are not loaded and
functions of C are not called: they would see objects whose layout, counts and locks are not C's.

An address is a number that stands for memory of C data as long as that is alive (see `_ctypes.memory`). No other memory can
be reached, so nothing a program does with pointers can crash it.
"""

from _ctypes.aggregate import CField, Structure, Union
from _ctypes.array import Array
from _ctypes.data import addressof, alignment, buffer_info, byref, resize, sizeof, _unpickle
from _ctypes.function import (
    ArgumentError,
    CFuncPtr,
    FUNCFLAG_CDECL,
    FUNCFLAG_PYTHONAPI,
    FUNCFLAG_USE_ERRNO,
    FUNCFLAG_USE_LASTERROR,
    _cast_addr,
    _memmove_addr,
    _memoryview_at_addr,
    _memset_addr,
    _string_at_addr,
    _wstring_at_addr,
    dlclose,
    dlopen,
    dlsym,
    get_errno,
    set_errno,
)
from _ctypes.pointer import _Pointer
from _ctypes.simple import _SimpleCData

__version__ = "1.1.0"

RTLD_LOCAL = 0
RTLD_GLOBAL = 256
SIZEOF_TIME_T = 8
CTYPES_MAX_ARGCOUNT = 1024
