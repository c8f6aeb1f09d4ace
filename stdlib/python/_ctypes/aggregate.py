"""Structures and unions, whose fields the library's `ctypes._layout` places."""

from _ctypes.array import text_code
from _ctypes.data import CType, Info, _CData, _at, get_value, info_of, set_value


class CField:
    """Structure/Union member"""

    __module__ = "_ctypes"
    __slots__ = ("name", "type", "byte_size", "byte_offset", "_bits", "_index", "is_anonymous", "_order", "_text")

    def __init__(self, *, name, type, byte_size, byte_offset, index, bit_size=None, bit_offset=None, _internal_use=False):
        if not _internal_use:
            raise TypeError("CField is not intended to be used directly; use Structure and Union")
        if not isinstance(name, str):
            raise TypeError("name must be a string")
        if byte_size != info_of(type).size:
            raise ValueError("byte_size does not match type size")
        if bit_size is not None and not _has_bits(type):
            raise TypeError(f"bit fields not allowed for type {type.__name__}")
        self.name = name
        self.type = type
        self.byte_size = byte_size
        self.byte_offset = byte_offset
        self._bits = None if bit_size is None else (bit_offset, bit_size)
        self._index = index
        self.is_anonymous = False
        self._order = "big" if info_of(type).format.startswith(">") else "little"
        # An array of characters is told as a text, in a field.
        self._text = {"c": "bytes", "u": "string"}.get(text_code(type))

    @property
    def offset(self):
        return self.byte_offset

    @property
    def size(self):
        if self._bits is None:
            return self.byte_size
        offset, size = self._bits
        return size << 16 | offset

    @property
    def bit_size(self):
        return self.byte_size * 8 if self._bits is None else self._bits[1]

    @property
    def bit_offset(self):
        return 0 if self._bits is None else self._bits[0]

    @property
    def is_bitfield(self):
        return self._bits is not None

    def moved(self, offset):
        """The same field of an aggregate that is a field at `offset`."""
        bits = {} if self._bits is None else {"bit_offset": self._bits[0], "bit_size": self._bits[1]}
        return CField(
            name=self.name,
            type=self.type,
            byte_size=self.byte_size,
            byte_offset=self.byte_offset + offset,
            index=self._index,
            _internal_use=True,
            **bits,
        )

    def _unit(self, memory, offset):
        """All bits of what a bit field is in."""
        return int.from_bytes(memory.view[offset : offset + self.byte_size], self._order)

    def __get__(self, data, owner=None):
        if data is None:
            return self
        memory, offset = data._ctypes_memory_, data._ctypes_offset_ + self.byte_offset
        if self._text:
            return _at(self.type, memory, offset).value
        if self._bits is None:
            return get_value(self.type, memory, offset, data)
        start, size = self._bits
        bits = self._unit(memory, offset) >> start & (1 << size) - 1
        if self.type._type_ == "?":
            return bool(bits)
        if self.type._ctypes_conversion_.signed and bits >> size - 1:
            bits -= 1 << size
        return bits

    def __set__(self, data, value):
        if not isinstance(data, _CData):
            raise TypeError("not a ctypes instance")
        memory, offset = data._ctypes_memory_, data._ctypes_offset_ + self.byte_offset
        if self._text and not isinstance(value, self.type):
            longest = self.type._length_
            if isinstance(value, (bytes, str)) and len(value) > longest:
                raise ValueError(f"{self._text} too long ({len(value)}, maximum length {longest})")
            _at(self.type, memory, offset).value = value
            return
        if self._bits is None:
            set_value(self.type, memory, offset, value)
            return
        start, size = self._bits
        # What is no number is complained about as in a field without bits.
        number = self.type(value).value
        mask = (1 << size) - 1 << start
        unit = self._unit(memory, offset) & ~mask | int(number) << start & mask
        memory.view[offset : offset + self.byte_size] = unit.to_bytes(self.byte_size, self._order)

    def __delete__(self, data):
        raise TypeError("can't delete attribute")

    def __repr__(self):
        place = f"ofs={self.byte_offset}, size={self.byte_size}"
        if self._bits is not None:
            place = f"ofs={self.byte_offset}, bit_size={self.bit_size}, bit_offset={self.bit_offset}"
        return f"<ctypes.CField {self.name!r} type={self.type.__name__}, {place}>"


def _has_bits(cls):
    code = getattr(cls, "_type_", None)
    return isinstance(code, str) and code in "bBhHiIlLqQ?" and hasattr(cls, "_ctypes_conversion_")


class _AggregateType(CType):
    """The class of structures and unions: places fields when `_fields_` is set."""

    __module__ = "_ctypes"

    def __init__(cls, name, bases, namespace, **named):
        super().__init__(name, bases, namespace, **named)
        if bases == (_CData,):
            return
        base = cls._ctypes_base()
        cls._ctypes_store_ = classmethod(_store)
        cls._ctypes_pending_ = True
        if "_fields_" in namespace:
            # Also where a class of this class takes part in it.
            cls._fields_ = namespace["_fields_"]
        else:
            info = base and base._ctypes_info_
            cls._ctypes_info_ = info or Info(0, 1, "B")

    def _ctypes_base(cls):
        """The class whose fields come first, if it has any."""
        return next((base for base in cls.__mro__[1:] if isinstance(base, _AggregateType) and "_ctypes_info_" in base.__dict__), None)

    def __setattr__(cls, name, value):
        if name == "_fields_":
            if not cls.__dict__.get("_ctypes_pending_", False):
                raise AttributeError("_fields_ is final")
            _place_fields(cls, value, cls._ctypes_base())
        super().__setattr__(name, value)


def _place_fields(cls, fields, base):
    from ctypes._layout import get_layout

    if not isinstance(fields, (list, tuple)):
        raise TypeError("_fields_ must be a sequence of pairs")
    is_struct = issubclass(cls, Structure)
    own = base if base and base.__dict__["_ctypes_info_"].size else None
    layout = get_layout(cls, fields, is_struct, own)
    inherited = base.__dict__["_ctypes_info_"].fields if base else ()
    for field in layout.fields:
        type.__setattr__(cls, field.name, field)
    for name in getattr(cls, "_anonymous_", ()) if "_anonymous_" in cls.__dict__ else ():
        _lift(cls, name, layout.fields)
    pointers = any(info_of(field.type).pointers for field in layout.fields)
    pointers = pointers or bool(base and base.__dict__["_ctypes_info_"].pointers)
    names = (*inherited, *(field.name for field in layout.fields))
    type.__setattr__(cls, "_ctypes_info_", Info(layout.size, layout.align, layout.format_spec, (), pointers, names))
    type.__setattr__(cls, "_ctypes_pending_", False)


def _lift(cls, name, fields):
    """Makes the fields of an anonymous field fields of the class."""
    field = next((field for field in fields if field.name == name), None)
    if field is None:
        raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")
    if not isinstance(field.type, _AggregateType):
        raise TypeError(f"{name!r} is specified in _anonymous_ but not a structure or union")
    field.is_anonymous = True
    for inner in info_of(field.type).fields:
        type.__setattr__(cls, inner, getattr(field.type, inner).moved(field.byte_offset))


def _store(cls, memory, offset, value):
    if not isinstance(value, tuple):
        raise TypeError(f"expected {cls.__name__} instance, got {type(value).__name__}")
    set_value(cls, memory, offset, cls(*value))


def _new(cls, *values, **named):
    # The fields are final once there is data.
    if cls.__dict__.get("_ctypes_pending_", False):
        type.__setattr__(cls, "_ctypes_pending_", False)
    return _CData.__new__(cls)


def _init(self, *values, **named):
    names = info_of(type(self)).fields
    if len(values) > len(names):
        raise TypeError("too many initializers")
    for name, value in zip(names, values):
        if name in named:
            raise TypeError(f"duplicate values for field {name!r}")
        setattr(self, name, value)
    for name, value in named.items():
        setattr(self, name, value)


class PyCStructType(_AggregateType):
    __module__ = "_ctypes"


class UnionType(_AggregateType):
    __module__ = "_ctypes"


class Structure(_CData, metaclass=PyCStructType):
    """Structure base class"""

    __module__ = "_ctypes"
    __slots__ = ()
    __new__ = _new
    __init__ = _init


class Union(_CData, metaclass=UnionType):
    """Union base class"""

    __module__ = "_ctypes"
    __slots__ = ()
    __new__ = _new
    __init__ = _init
