"""What all C data has in common."""

from _ctypes.memory import Memory, address_of, at


class Info:
    """How data of a type is laid out."""

    __slots__ = ("size", "align", "format", "shape", "pointers", "fields")

    def __init__(self, size, align, format, shape=(), pointers=False, fields=()):
        self.size = size
        self.align = align
        self.format = format
        # Of arrays: how many of what `format` says, in each dimension.
        self.shape = shape
        # Whether there are addresses in it, which mean nothing in another process.
        self.pointers = pointers
        # Of aggregates: the fields, those of base classes first.
        self.fields = fields


def info_of(cls, message="this type has no size"):
    info = getattr(cls, "_ctypes_info_", None) if isinstance(cls, CType) else None
    if info is None:
        raise TypeError(message)
    return info


class CType(type):
    """The class of all types of C data."""

    __module__ = "_ctypes"

    def from_buffer(cls, source, offset=0, /):
        """C data in the memory of a writable buffer."""
        info = info_of(cls, "abstract class")
        view = memoryview(source)
        if view.readonly:
            raise TypeError("underlying buffer is not writable")
        if not view.c_contiguous:
            raise TypeError("underlying buffer is not C contiguous")
        _check_room(view.nbytes, offset, info.size)
        data = _at(cls, Memory(view.cast("B") if view.nbytes else view), offset)
        data._ctypes_memory_.kept[-1] = source
        return data

    def from_buffer_copy(cls, source, offset=0, /):
        """C data with a copy of what is in a buffer."""
        info = info_of(cls, "abstract class")
        copy = memoryview(source).tobytes()
        _check_room(len(copy), offset, info.size)
        data = _at(cls, Memory.of_size(info.size), 0)
        data._ctypes_memory_.view[:] = copy[offset : offset + info.size]
        return data

    def from_address(cls, address, /):
        """C data at an address: of memory that other C data has."""
        info = info_of(cls, "abstract class")
        if not isinstance(address, int):
            raise TypeError("integer expected")
        return _at(cls, *at(address, info.size))

    def in_dll(cls, library, name, /):
        from _ctypes.function import dlsym

        return dlsym(getattr(library, "_handle", 0), name)

    def from_param(cls, value, /):
        if isinstance(value, cls):
            return value
        if hasattr(value, "_as_parameter_"):
            return cls.from_param(value._as_parameter_)
        raise TypeError(f"expected {cls.__name__} instance instead of {type(value).__name__}")

    def __mul__(cls, length):
        from _ctypes.array import array_type

        return array_type(cls, length)

    __rmul__ = __mul__

    @property
    def __pointer_type__(cls):
        try:
            return cls.__dict__["_ctypes_pointer_type_"]
        except KeyError:
            raise AttributeError(f"type {cls.__name__!r} has no attribute '__pointer_type__'") from None

    @__pointer_type__.setter
    def __pointer_type__(cls, pointer_type):
        type.__setattr__(cls, "_ctypes_pointer_type_", pointer_type)


def _check_room(length, offset, size):
    if offset < 0:
        raise ValueError("offset cannot be negative")
    if length - offset < size:
        raise ValueError(f"Buffer size too small ({length} instead of at least {size + offset} bytes)")


class _CData(metaclass=CType):
    """C data: where it lies in which memory."""

    __module__ = "_ctypes"
    __slots__ = ("_ctypes_memory_", "_ctypes_offset_", "_b_base_", "__weakref__")

    def __new__(cls, *values, **named):
        info = info_of(cls, "abstract class")
        data = object.__new__(cls)
        data._ctypes_memory_ = Memory.of_size(info.size)
        data._ctypes_offset_ = 0
        data._b_base_ = None
        return data

    @property
    def _b_needsfree_(self):
        return self._b_base_ is None and -1 not in self._ctypes_memory_.kept

    @property
    def _objects(self):
        memory = self._ctypes_memory_
        return {str(offset): kept for offset, kept in sorted(memory.kept.items(), key=lambda item: item[0])} or None

    def __buffer__(self, flags):
        info = info_of(type(self))
        start = self._ctypes_offset_
        view = self._ctypes_memory_.view[start : start + _size_of(self)]
        code = info.format.lstrip("<")
        if len(info.shape) > 1 or len(code) != 1 or code not in "?bBhHiIlLqQfdP" or info.format.startswith(">"):
            return view
        return view.cast(code) if len(view) else view

    def __hash__(self):
        raise TypeError("unhashable type")

    def __reduce__(self):
        if info_of(type(self)).pointers:
            raise ValueError("ctypes objects containing pointers cannot be pickled")
        return _unpickle, (type(self), (getattr(self, "__dict__", {}), _bytes_of(self)))

    def __setstate__(self, state):
        attributes, contents = state
        if len(contents) > _size_of(self):
            contents = contents[: _size_of(self)]
        start = self._ctypes_offset_
        self._ctypes_memory_.view[start : start + len(contents)] = contents
        if attributes:
            self.__dict__.update(attributes)


def _unpickle(cls, state, /):
    data = cls.__new__(cls)
    data.__setstate__(state)
    return data


def _at(cls, memory, offset, base=None):
    """C data that lies in a memory already."""
    data = object.__new__(cls)
    data._ctypes_memory_ = memory
    data._ctypes_offset_ = offset
    data._b_base_ = base
    return data


def _size_of(data):
    if data._b_needsfree_:
        # It may have been resized.
        return len(data._ctypes_memory_.view)
    return info_of(type(data)).size


def _bytes_of(data):
    start = data._ctypes_offset_
    return bytes(data._ctypes_memory_.view[start : start + _size_of(data)])


def address(data):
    return address_of(data._ctypes_memory_) + data._ctypes_offset_


def get_value(cls, memory, offset, base):
    """What is at a place, as Python sees an item or a field of type `cls`: the value if that is a simple type itself."""
    convert = getattr(cls, "_ctypes_value_", None)
    return convert(memory, offset) if convert else _at(cls, memory, offset, base)


def set_value(cls, memory, offset, value):
    """Puts a value of type `cls`, or what can be converted to one, at a place."""
    if isinstance(value, cls):
        value._ctypes_memory_.copy_to(value._ctypes_offset_, info_of(cls).size, memory, offset)
        return
    cls._ctypes_store_(memory, offset, value)


def sizeof(type_or_data, /):
    """How many bytes C data, or data of a type, takes."""
    if isinstance(type_or_data, _CData):
        return _size_of(type_or_data)
    return info_of(type_or_data).size


def alignment(type_or_data, /):
    """Of what the address of C data, or data of a type, is a multiple."""
    if isinstance(type_or_data, _CData):
        type_or_data = type(type_or_data)
    return info_of(type_or_data, "no alignment info").align


def addressof(data, /):
    """Where C data lies."""
    if not isinstance(data, _CData):
        raise TypeError("invalid type")
    return address(data)


class CArgObject:
    """What `byref` answers: an address, for as long as it is passed."""

    __module__ = "_ctypes"
    __slots__ = ("_obj", "_offset")

    def __init__(self, data, offset):
        self._obj = data
        self._offset = offset

    def __repr__(self):
        return f"<cparam 'P' ({address(self._obj) + self._offset:#x})>"


def byref(data, offset=0, /):
    """An address to pass."""
    if not isinstance(data, _CData):
        raise TypeError(f"byref() argument must be a ctypes instance, not {type(data).__name__!r}")
    return CArgObject(data, offset)


def resize(data, size, /):
    """Gives C data that has memory of its own more of it."""
    if not isinstance(data, _CData):
        raise TypeError("excepted ctypes instance")
    minimum = info_of(type(data)).size
    if size < minimum:
        raise ValueError(f"minimum size is {minimum}")
    if not data._b_needsfree_:
        raise ValueError("Memory cannot be resized because this object doesn't own it")
    memory = Memory.of_size(size)
    old = data._ctypes_memory_
    old.copy_to(0, min(size, len(old.view)), memory, 0)
    data._ctypes_memory_ = memory


def buffer_info(type_or_data, /):
    """Format, number of dimensions and shape of a type's buffer."""
    if isinstance(type_or_data, _CData):
        type_or_data = type(type_or_data)
    info = info_of(type_or_data, "not a ctypes type or object")
    return info.format, len(info.shape), info.shape
