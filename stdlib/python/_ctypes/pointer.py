"""Pointers to C data."""

from _ctypes.array import _joined, _index
from _ctypes.data import CType, Info, _CData, _at, address, get_value, info_of, set_value
from _ctypes.memory import POINTER_SIZE, at, read_address, write_address


class PyCPointerType(CType):
    __module__ = "_ctypes"

    def __init__(cls, name, bases, namespace, **named):
        super().__init__(name, bases, namespace, **named)
        cls._ctypes_info_ = Info(POINTER_SIZE, POINTER_SIZE, "P", pointers=True)
        cls._ctypes_store_ = classmethod(_store)
        if "_type_" in namespace:
            cls.set_type(namespace["_type_"])

    def set_type(cls, item, /):
        if not isinstance(item, CType):
            raise TypeError("_type_ must have storage info")
        cls._type_ = item
        info = cls._ctypes_info_
        info.format = "&" + (item._ctypes_info_.format if hasattr(item, "_ctypes_info_") else "B")
        if "_ctypes_pointer_type_" not in item.__dict__:
            item.__pointer_type__ = cls

    def from_param(cls, value, /):
        from _ctypes.array import Array
        from _ctypes.data import CArgObject

        if value is None:
            return cls()
        item = cls.__dict__.get("_type_")
        if isinstance(value, item):
            return cls(value)
        if isinstance(value, CArgObject) and isinstance(value._obj, item):
            pointer = cls()
            write_address(pointer._ctypes_memory_, 0, address(value._obj) + value._offset, value._obj._ctypes_memory_)
            return pointer
        if isinstance(value, (Array, _Pointer)) and issubclass(type(value)._type_, item):
            pointer = cls()
            _store(cls, pointer._ctypes_memory_, 0, value)
            return pointer
        return super().from_param(value)


def _store(cls, memory, offset, value):
    """Puts a pointer: none, to an array's first item, or another pointer to the same type."""
    from _ctypes.array import Array

    if value is None:
        write_address(memory, offset, 0, None)
    elif isinstance(value, Array) and issubclass(type(value)._type_, cls._type_):
        write_address(memory, offset, address(value), value._ctypes_memory_)
    elif isinstance(value, _Pointer) and type(value)._type_ is cls._type_:
        value._ctypes_memory_.copy_to(value._ctypes_offset_, POINTER_SIZE, memory, offset)
    else:
        raise TypeError(f"expected {cls.__name__} instance, got {type(value).__name__}")


class _Pointer(_CData, metaclass=PyCPointerType):
    """Where data of one type lies."""

    __module__ = "_ctypes"
    __slots__ = ()

    def __new__(cls, data=None, /):
        if not hasattr(cls, "_type_"):
            raise TypeError("Cannot create instance: has no _type_")
        return _CData.__new__(cls)

    def __init__(self, data=None, /):
        if data is not None:
            self.contents = data

    @property
    def contents(self):
        """the object this pointer points to (read-write)"""
        item = type(self)._type_
        return _at(item, *at(read_address(self._ctypes_memory_, self._ctypes_offset_), info_of(item).size), self)

    @contents.setter
    def contents(self, data):
        item = type(self)._type_
        if not isinstance(data, item):
            raise TypeError(f"expected {item.__name__} instead of {type(data).__name__}")
        write_address(self._ctypes_memory_, self._ctypes_offset_, address(data), data._ctypes_memory_)

    def _place(self, index):
        item = type(self)._type_
        start = read_address(self._ctypes_memory_, self._ctypes_offset_)
        if start == 0:
            raise ValueError("NULL pointer access")
        size = info_of(item).size
        return at(start + index * size, size)

    def _get(self, index):
        memory, offset = self._place(index)
        return get_value(type(self)._type_, memory, offset, self)

    def __getitem__(self, index):
        if not isinstance(index, slice):
            if not hasattr(type(index), "__index__"):
                raise TypeError("Pointer indices must be integer")
            return self._get(_index(index))
        step = 1 if index.step is None else index.step
        if index.start is None and step < 0:
            raise ValueError("slice start is required for step < 0")
        if index.stop is None:
            raise ValueError("slice stop is required")
        places = range(index.start or 0, index.stop, step)
        return _joined(type(self)._type_, [self._get(place) for place in places])

    def __setitem__(self, index, value):
        memory, offset = self._place(_index(index))
        set_value(type(self)._type_, memory, offset, value)

    def __delitem__(self, index):
        raise TypeError("Pointer does not support item deletion")

    def __bool__(self):
        return read_address(self._ctypes_memory_, self._ctypes_offset_) != 0
