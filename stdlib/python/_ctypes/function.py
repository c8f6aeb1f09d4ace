"""Functions: those of Python, and the few of C that `ctypes` itself calls. No others are."""

from _thread import _local

from _ctypes.data import CArgObject, CType, Info, _CData
from _ctypes.memory import POINTER_SIZE, at, read_address, rest_at, write_address
from _ctypes.simple import _SimpleCData, wide_text

FUNCFLAG_CDECL = 1
FUNCFLAG_PYTHONAPI = 4
FUNCFLAG_USE_ERRNO = 8
FUNCFLAG_USE_LASTERROR = 16

_REFUSED = "code in C is not called: it would see objects whose layout, counts and locks are not C's"


class ArgumentError(Exception):
    __module__ = "ctypes"


def dlopen(name, mode=0, /):
    """The program itself can be opened, and has no functions; a library cannot."""
    if name is not None:
        raise OSError(f"{name}: {_REFUSED}")
    return 1


def dlclose(handle, /):
    return None


def dlsym(handle, name, /):
    raise ValueError(f"{name}: {_REFUSED}")


_thread = _local()


def get_errno():
    return getattr(_thread, "errno", 0)


def set_errno(value, /):
    old = get_errno()
    _thread.errno = int(value)
    return old


def _memmove(target, source, size):
    memory, offset = at(target, size)
    origin, start = at(source, size)
    origin.copy_to(start, size, memory, offset)
    return target


def _memset(target, byte, size):
    memory, offset = at(target, size)
    memory.view[offset : offset + size] = bytes([byte % 256]) * size
    for place in [place for place in list(memory.kept) if offset <= place < offset + size]:
        memory.kept.pop(place, None)
    return target


def _string_at(start, size):
    if size == -1:
        return bytes(rest_at(start)).partition(b"\0")[0]
    memory, offset = at(start, size)
    return bytes(memory.view[offset : offset + size])


def _wstring_at(start, size):
    if size == -1:
        return wide_text(rest_at(start))
    memory, offset = at(start, size * 4)
    return bytes(memory.view[offset : offset + size * 4]).decode("utf-32-le", "surrogatepass")


def _memoryview_at(start, size, readonly):
    if size < 0:
        raise ValueError("memoryview_at: size is negative (or overflowed)")
    memory, offset = at(start, size)
    view = memory.view[offset : offset + size]
    return view.toreadonly() if readonly else view


def _cast(start, source, cls):
    """Data of an address type that has the address; it keeps alive what `source` is or keeps."""
    from _ctypes.pointer import _Pointer

    simple = isinstance(cls, type) and issubclass(cls, _SimpleCData) and cls._type_ in "PzZ"
    if not simple and not (isinstance(cls, type) and issubclass(cls, (_Pointer, CFuncPtr))):
        raise TypeError(f"cast() argument 2 must be a pointer, not {getattr(cls, '__name__', cls)}")
    kept = None
    if isinstance(source, _CData):
        memory = source._ctypes_memory_
        points = isinstance(source, (_Pointer, _SimpleCData))
        kept = memory.kept.get(source._ctypes_offset_) if points else memory
    elif isinstance(source, CArgObject):
        kept = source._obj._ctypes_memory_
    data = cls.__new__(cls)
    write_address(data._ctypes_memory_, 0, start or 0, kept)
    return data


# Where functions of C would be: so low that no memory of data is there.
_memmove_addr, _memset_addr, _string_at_addr, _wstring_at_addr, _memoryview_at_addr, _cast_addr = range(1, 7)
_OWN = {
    _memmove_addr: _memmove,
    _memset_addr: _memset,
    _string_at_addr: _string_at,
    _wstring_at_addr: _wstring_at,
    _memoryview_at_addr: _memoryview_at,
    _cast_addr: _cast,
}


class PyCFuncPtrType(CType):
    __module__ = "_ctypes"

    def __init__(cls, name, bases, namespace, **named):
        super().__init__(name, bases, namespace, **named)
        cls._ctypes_info_ = Info(POINTER_SIZE, POINTER_SIZE, "X{}", pointers=True)
        cls._ctypes_store_ = classmethod(_store)


def _store(cls, memory, offset, value):
    raise TypeError(f"expected {cls.__name__} instance, got {type(value).__name__}")


class CFuncPtr(_CData, metaclass=PyCFuncPtrType):
    """Function Pointer"""

    __module__ = "_ctypes"
    __slots__ = ("_function", "_own_argtypes", "_own_restype", "errcheck", "__name__")

    def __new__(cls, target=None, *rest):
        if not hasattr(cls, "_flags_"):
            raise TypeError("class must define _flags_ which must be an integer")
        function = _CData.__new__(cls)
        function._function = None
        return function

    def __init__(self, target=None, *rest):
        if target is None:
            return
        if isinstance(target, tuple):
            name = target[0]
            raise AttributeError(f"{name}: {_REFUSED}")
        if isinstance(target, int):
            self._function = _OWN.get(target)
            write_address(self._ctypes_memory_, 0, target, None)
        elif callable(target):
            self._function = target
            write_address(self._ctypes_memory_, 0, id(target), target)
        else:
            raise TypeError("argument must be callable or integer function address")

    @property
    def argtypes(self):
        """specify the argument types"""
        return getattr(self, "_own_argtypes", getattr(type(self), "_argtypes_", None))

    @argtypes.setter
    def argtypes(self, types):
        for number, one in enumerate(types or (), 1):
            if not hasattr(one, "from_param"):
                raise TypeError(f"item {number} in _argtypes_ has no from_param method")
        self._own_argtypes = types

    @property
    def restype(self):
        """specify the result type"""
        return getattr(self, "_own_restype", getattr(type(self), "_restype_", None))

    @restype.setter
    def restype(self, cls):
        self._own_restype = cls

    def __bool__(self):
        return read_address(self._ctypes_memory_, self._ctypes_offset_) != 0

    def __call__(self, *arguments):
        if not self:
            raise ValueError("NULL function pointer")
        if self._function is None:
            raise OSError(_REFUSED)
        types = self.argtypes or ()
        if len(arguments) < len(types):
            plural = "s" if len(types) != 1 else ""
            raise TypeError(f"this function takes at least {len(types)} argument{plural} ({len(arguments)} given)")
        # Held while the function runs: what an address among the values refers to.
        held = [_passed(number, cls, one) for number, (cls, one) in enumerate(zip(types, arguments), 1)]
        values = [_value(cls, one) for cls, one in zip(types, held)]
        values += [getattr(one, "value", one) for one in arguments[len(types) :]]
        answer = self._function(*values)
        if self._function in _OWN.values():
            return answer
        if self.restype is None:
            return None
        return _value(self.restype, self.restype(answer))


def _passed(number, cls, argument):
    try:
        return cls.from_param(argument)
    except Exception as error:
        raise ArgumentError(f"argument {number}: {type(error).__name__}: {error}") from None


def _value(cls, data):
    """What a function of Python is given: a simple type's value."""
    return data.value if isinstance(data, _SimpleCData) and cls.__bases__ == (_SimpleCData,) else data
