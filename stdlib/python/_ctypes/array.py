"""Arrays of C data."""

from _thread import RLock
from _weakref import ref
from sys import _getframe

from _ctypes.data import CType, Info, _CData, _at, get_value, info_of, set_value
from _ctypes.simple import wide_text

_LARGEST = (1 << 63) - 1


class PyCArrayType(CType):
    __module__ = "_ctypes"

    def __init__(cls, name, bases, namespace, **named):
        super().__init__(name, bases, namespace, **named)
        if bases == (_CData,):
            return
        if not hasattr(cls, "_length_"):
            raise AttributeError("class must define a '_length_' attribute")
        length = cls._length_
        if not isinstance(length, int):
            raise TypeError("The '_length_' attribute must be an integer")
        if length < 0:
            raise ValueError("The '_length_' attribute must not be negative")
        if length > _LARGEST:
            raise OverflowError("The '_length_' attribute is too large")
        if not hasattr(cls, "_type_"):
            raise AttributeError("class must define a '_type_' attribute")
        item = info_of(cls._type_, "_type_ must have storage info")
        if item.size * length > _LARGEST:
            raise OverflowError("array too large")
        cls._ctypes_info_ = Info(item.size * length, item.align, item.format, (length, *item.shape), item.pointers)
        cls._ctypes_store_ = classmethod(_store)
        code = text_code(cls)
        if code == "c":
            cls.value, cls.raw = _bytes_value, _raw
        elif code == "u":
            cls.value = _text_value


def text_code(cls):
    """Of which characters a type is an array: "c", "u", or None for other types."""
    item = getattr(cls, "_type_", None) if isinstance(cls, PyCArrayType) else None
    code = getattr(item, "_type_", None) if hasattr(item, "_ctypes_conversion_") else None
    return code if code in ("c", "u") else None


def _store(cls, memory, offset, value):
    if isinstance(value, (bytes, str)) and text_code(cls):
        _at(cls, memory, offset).value = value
    elif isinstance(value, tuple):
        set_value(cls, memory, offset, cls(*value))
    else:
        raise TypeError(f"incompatible types, {type(value).__name__} instance instead of {cls.__name__} instance")


class Array(_CData, metaclass=PyCArrayType):
    """Some data of one type, one after the other."""

    __module__ = "_ctypes"
    __slots__ = ()

    def __init__(self, *values):
        for index, value in enumerate(values):
            self[index] = value

    def __len__(self):
        return type(self)._length_

    def _place(self, index):
        length = type(self)._length_
        if index < 0:
            index += length
        if not 0 <= index < length:
            raise IndexError("invalid index")
        return self._ctypes_offset_ + index * info_of(type(self)._type_).size

    def _get(self, index):
        return get_value(type(self)._type_, self._ctypes_memory_, self._place(index), self)

    def __getitem__(self, index):
        if isinstance(index, slice):
            found = [self._get(at) for at in range(*index.indices(len(self)))]
            return _joined(type(self)._type_, found)
        return self._get(_index(index))

    def __setitem__(self, index, value):
        if not isinstance(index, slice):
            set_value(type(self)._type_, self._ctypes_memory_, self._place(_index(index)), value)
            return
        places = range(*index.indices(len(self)))
        if len(places) != len(value):
            raise ValueError("Can only assign sequence of same size")
        for at, one in zip(places, value):
            self[at] = one

    def __delitem__(self, index):
        raise TypeError("Array does not support item deletion")

    def __class_getitem__(cls, item, /):
        from types import GenericAlias

        return GenericAlias(cls, item)


def _index(index):
    if not hasattr(type(index), "__index__"):
        raise TypeError("indices must be integers")
    return type(index).__index__(index)


def _joined(item, found):
    """A slice: of characters, one text."""
    code = getattr(item, "_type_", None) if getattr(item, "_ctypes_value_", None) else None
    if code == "c":
        return b"".join(found)
    return "".join(found) if code == "u" else found


def _characters(self):
    start = self._ctypes_offset_
    return self._ctypes_memory_.view[start : start + info_of(type(self)).size]


def _get_bytes(self):
    return bytes(_characters(self)).partition(b"\0")[0]


def _set_bytes(self, value):
    if not isinstance(value, bytes):
        raise TypeError(f"bytes expected instead of {type(value).__name__} instance")
    view = _characters(self)
    if len(value) > len(view):
        raise ValueError("byte string too long")
    view[: len(value)] = value
    if len(value) < len(view):
        view[len(value)] = 0


def _get_raw(self):
    return bytes(_characters(self))


def _set_raw(self, value):
    contents = memoryview(value)
    view = _characters(self)
    if contents.nbytes > len(view):
        raise ValueError("byte string too long")
    view[: contents.nbytes] = contents.tobytes()


def _get_text(self):
    return wide_text(_characters(self))


def _set_text(self, value):
    if not isinstance(value, str):
        raise TypeError(f"unicode string expected instead of {type(value).__name__} instance")
    view = _characters(self)
    if len(value) > len(view) // 4:
        raise ValueError("string too long")
    contents = value.encode("utf-32-le", "surrogatepass")
    if len(contents) < len(view):
        contents += bytes(4)
    view[: len(contents)] = contents


_bytes_value = property(_get_bytes, _set_bytes, doc="string value")
_raw = property(_get_raw, _set_raw, doc="value")
_text_value = property(_get_text, _set_text, doc="string value")

# By type of item and length. Array types are made again and again, and each would be another type.
_types = {}
_making = RLock()


def array_type(item, length):
    if not isinstance(length, int):
        raise TypeError(f"can't multiply sequence by non-int of type {type(length).__name__!r}")
    if length < 0:
        raise ValueError(f"Array length must be >= 0, not {length}")
    if length > _LARGEST:
        raise OverflowError("cannot fit 'int' into an index-sized integer")
    # The module that multiplies.
    module = _getframe(2).f_globals.get("__name__")
    key = (id(item), length)
    with _making:
        known = _types.get(key)
        known = known and known()
        if known is None or known._type_ is not item:
            name = f"{item.__name__}_Array_{length}"
            known = PyCArrayType(name, (Array,), {"_type_": item, "_length_": length, "__module__": module})
            _types[key] = ref(known, lambda gone: _types.get(key) is gone and _types.pop(key, None))
        return known
