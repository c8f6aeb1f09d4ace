"""Types of one number, character or address."""

from math import copysign, frexp, isinf, isnan, ldexp
from struct import Struct, error as _StructError

from _ctypes.data import CType, Info, _CData, _bytes_of
from _ctypes.memory import Memory, POINTER_SIZE, address_of, read_address, rest_at, write_address


def _integer(value):
    if isinstance(value, int):
        return int(value)
    if hasattr(type(value), "__index__"):
        return type(value).__index__(value)
    raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")


def _real(value):
    if isinstance(value, float):
        return float(value)
    if hasattr(type(value), "__float__") or hasattr(type(value), "__index__"):
        return float(value)
    raise TypeError(f"must be real number, not {type(value).__name__}")


class _Integers:
    """Integers of a size, which keep what fits."""

    def __init__(self, code, size, signed, order):
        self.size = size
        self.format = ("<" if order == "little" else ">") + code
        self.signed = signed
        self.order = order

    def load(self, memory, offset):
        return int.from_bytes(memory.view[offset : offset + self.size], self.order, signed=self.signed)

    def store(self, memory, offset, value):
        low = _integer(value) % (1 << 8 * self.size)
        memory.view[offset : offset + self.size] = low.to_bytes(self.size, self.order)


class _Floats:
    """Floating-point numbers, and complex ones of two, as `struct` packs them."""

    def __init__(self, code, order, convert):
        self.format = ("<" if order == "little" else ">") + code
        self.struct = Struct(self.format)
        self.size = self.struct.size
        self.convert = convert

    def load(self, memory, offset):
        return self.struct.unpack_from(memory.view, offset)[0]

    def store(self, memory, offset, value):
        value = self.convert(value)
        try:
            packed = self.struct.pack(value)
        except OverflowError:
            # As a conversion in C does it.
            packed = self.struct.pack(copysign(float("inf"), value))
        memory.view[offset : offset + self.size] = packed


class _LongDoubles:
    """The processor's numbers of 80 bits, in 16 bytes: sign and exponent of 16 bits above a fraction of 64."""

    size = 16
    format = "<g"

    def load(self, memory, offset):
        fraction = int.from_bytes(memory.view[offset : offset + 8], "little")
        top = int.from_bytes(memory.view[offset + 8 : offset + 10], "little")
        sign = -1.0 if top & 0x8000 else 1.0
        exponent = top & 0x7FFF
        if exponent == 0x7FFF:
            return float("nan") if fraction << 1 & (1 << 64) - 1 else sign * float("inf")
        try:
            return sign * ldexp(float(fraction), exponent - 16383 - 63)
        except OverflowError:
            return sign * float("inf")

    def store(self, memory, offset, value):
        value = _real(value)
        top = 0x8000 if copysign(1.0, value) < 0 else 0
        fraction = 0
        if isnan(value):
            top, fraction = top | 0x7FFF, 3 << 62
        elif isinf(value):
            top, fraction = top | 0x7FFF, 1 << 63
        elif value:
            mantissa, exponent = frexp(abs(value))
            fraction = int(ldexp(mantissa, 64))
            top |= exponent - 1 + 16383
        memory.view[offset : offset + 16] = fraction.to_bytes(8, "little") + top.to_bytes(2, "little") + bytes(6)


class _Booleans:
    size = 1
    format = "<?"

    def load(self, memory, offset):
        return memory.view[offset] != 0

    def store(self, memory, offset, value):
        memory.view[offset] = bool(value)


class _VariantBooleans:
    """Those of COM: two bytes, all ones or all zeros."""

    size = 2
    format = "<v"

    def load(self, memory, offset):
        return any(memory.view[offset : offset + 2])

    def store(self, memory, offset, value):
        memory.view[offset : offset + 2] = b"\xff\xff" if value else b"\0\0"


class _Characters:
    size = 1
    format = "<c"

    def load(self, memory, offset):
        return bytes(memory.view[offset : offset + 1])

    def store(self, memory, offset, value):
        if isinstance(value, (bytes, bytearray)) and len(value) == 1:
            value = value[0]
        if not isinstance(value, int) or not 0 <= value < 256:
            if isinstance(value, (bytes, bytearray)):
                kind = "bytes" if isinstance(value, bytes) else "bytearray"
                raise TypeError(f"one character bytes, bytearray, or an integer in range(256) expected, not a {kind} object of length {len(value)}")
            raise TypeError(f"one character bytes, bytearray, or an integer in range(256) expected, not {type(value).__name__}")
        memory.view[offset] = value


class _WideCharacters:
    size = 4
    format = "<u"

    def load(self, memory, offset):
        return chr(int.from_bytes(memory.view[offset : offset + 4], "little"))

    def store(self, memory, offset, value):
        if not isinstance(value, str):
            raise TypeError(f"a unicode character expected, not instance of {type(value).__name__}")
        if len(value) != 1:
            raise TypeError(f"a unicode character expected, not a string of length {len(value)}")
        memory.view[offset : offset + 4] = ord(value).to_bytes(4, "little")


class _Addresses:
    """Addresses, of which nothing is known."""

    size = POINTER_SIZE
    format = "<P"

    def load(self, memory, offset):
        return read_address(memory, offset) or None

    def store(self, memory, offset, value):
        if value is not None and not isinstance(value, int):
            raise TypeError("cannot be converted to pointer")
        write_address(memory, offset, value or 0, None)


class _Texts:
    """Addresses of bytes that end with a zero."""

    size = POINTER_SIZE
    format = "<z"
    kind = bytes
    expected = "bytes or integer address"

    def load(self, memory, offset):
        address = read_address(memory, offset)
        return self.text_at(address) if address else None

    def store(self, memory, offset, value):
        if isinstance(value, self.kind):
            text = Memory(memoryview(self.packed(value)))
            write_address(memory, offset, address_of(text), text)
        elif value is None or isinstance(value, int):
            write_address(memory, offset, value or 0, None)
        else:
            raise TypeError(f"{self.expected} expected instead of {type(value).__name__} instance")

    def packed(self, value):
        return value + b"\0"

    def text_at(self, address):
        return bytes(rest_at(address)).partition(b"\0")[0]


class _WideTexts(_Texts):
    format = "<Z"
    kind = str
    expected = "unicode string or integer address"

    def packed(self, value):
        return (value + "\0").encode("utf-32-le", "surrogatepass")

    def text_at(self, address):
        return wide_text(rest_at(address))


def wide_text(view):
    """The text in memory of wide characters, up to a zero."""
    contents = bytes(view[: len(view) // 4 * 4])
    end = next((at for at in range(0, len(contents), 4) if contents[at : at + 4] == bytes(4)), len(contents))
    return contents[:end].decode("utf-32-le", "surrogatepass")


class _Objects:
    """Objects of Python, which lie elsewhere."""

    size = POINTER_SIZE
    format = "<O"

    def load(self, memory, offset):
        kept = memory.kept.get(offset)
        if kept is None or id(kept[0]) != read_address(memory, offset):
            raise ValueError("PyObject is NULL")
        return kept[0]

    def store(self, memory, offset, value):
        write_address(memory, offset, id(value), (value,))


def _conversions():
    yield from (("c", _Characters()), ("u", _WideCharacters()), ("?", _Booleans()), ("g", _LongDoubles()), ("v", _VariantBooleans()))
    yield from (("P", _Addresses()), ("z", _Texts()), ("Z", _WideTexts()), ("O", _Objects()))
    for codes, size in (("bB", 1), ("hH", 2), ("iI", 4), ("lL", 8), ("qQ", 8)):
        for code in codes:
            yield code, _Integers(code, size, code.islower(), "little")
    for code, convert in (("f", _real), ("d", _real), ("F", complex), ("D", complex)):
        try:
            yield code, _Floats(code, "little", convert)
        except _StructError:
            pass


_OF_CODE = dict(_conversions())
_POINTERS = "PzZO"


def _swapped(code):
    """How numbers are held in the other order of bytes; None if that cannot be."""
    own = _OF_CODE[code]
    if isinstance(own, _Integers) and own.size > 1:
        return _Integers(code, own.size, own.signed, "big")
    if code in "fd":
        return _Floats(code, "big", _real)
    return None


class PyCSimpleType(CType):
    __module__ = "_ctypes"

    def __init__(cls, name, bases, namespace, **named):
        super().__init__(name, bases, namespace, **named)
        if bases == (_CData,):
            return
        code = getattr(cls, "_type_", None)
        if code is None:
            raise AttributeError("class must define a '_type_' attribute")
        if not isinstance(code, str):
            raise TypeError("class must define a '_type_' string attribute")
        if len(code) != 1:
            raise ValueError("class must define a '_type_' attribute which must be a string of length 1")
        if code not in _OF_CODE:
            codes = "".join(_OF_CODE)
            raise AttributeError(f"class must define a '_type_' attribute which must be\na single character string containing one of {codes!r}.")
        cls._define(code, _OF_CODE[code])
        swapped = _swapped(code) if bases == (_SimpleCData,) else None
        if swapped:
            other = type.__new__(PyCSimpleType, name, bases, dict(namespace))
            other._define(code, swapped)
            other.__ctype_le__ = cls.__ctype_le__ = cls
            other.__ctype_be__ = cls.__ctype_be__ = other

    def _define(cls, code, conversion):
        size = conversion.size
        cls._ctypes_info_ = Info(size, size, conversion.format, pointers=code in _POINTERS)
        cls._ctypes_conversion_ = conversion
        # Only of a type itself are items and fields told as values; of its subclasses they are data.
        cls._ctypes_value_ = staticmethod(conversion.load) if cls.__bases__ == (_SimpleCData,) else None
        cls._ctypes_store_ = staticmethod(conversion.store)

    def from_param(cls, value, /):
        if isinstance(value, cls):
            return value
        code = cls._type_
        taken = _taken_for_address(code, value)
        if taken is not None:
            data = cls()
            write_address(data._ctypes_memory_, 0, *taken)
            return data
        try:
            return cls(value)
        except (TypeError, ValueError):
            if hasattr(value, "_as_parameter_"):
                return cls.from_param(value._as_parameter_)
            if code in "PzZ":
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as a pointer" if code != "P" else "wrong type") from None
            raise


def _taken_for_address(code, value):
    """The address that a parameter of type 'P', 'z' or 'Z' takes from other data, and what keeps it; None if from none."""
    from _ctypes.array import Array
    from _ctypes.data import CArgObject, address
    from _ctypes.pointer import _Pointer

    if code not in "PzZ":
        return None
    if isinstance(value, CArgObject):
        return address(value._obj) + value._offset, value._obj._ctypes_memory_
    wide = "u" if code == "Z" else "c"
    if isinstance(value, (Array, _Pointer)):
        item = type(value)._type_
        if code != "P" and getattr(item, "_type_", None) != wide:
            return None
        if isinstance(value, Array):
            return address(value), value._ctypes_memory_
    elif not isinstance(value, _SimpleCData) or type(value)._type_ not in "PzZ":
        if code == "P" and isinstance(value, (bytes, str)):
            texts = _OF_CODE["z" if isinstance(value, bytes) else "Z"]
            text = Memory(memoryview(texts.packed(value)))
            return address_of(text), text
        return None
    memory, offset = value._ctypes_memory_, value._ctypes_offset_
    return read_address(memory, offset), memory.kept.get(offset)


class _SimpleCData(_CData, metaclass=PyCSimpleType):
    """One number, character or address."""

    __module__ = "_ctypes"
    __slots__ = ()

    def __init__(self, *value):
        if len(value) > 1:
            raise TypeError(f"__init__ expected at most 1 argument, got {len(value)}")
        if value:
            (self.value,) = value

    @property
    def value(self):
        """current value"""
        return type(self)._ctypes_conversion_.load(self._ctypes_memory_, self._ctypes_offset_)

    @value.setter
    def value(self, value):
        type(self)._ctypes_conversion_.store(self._ctypes_memory_, self._ctypes_offset_, value)

    def __bool__(self):
        return any(_bytes_of(self))

    def __repr__(self):
        if type(self).__bases__ != (_SimpleCData,):
            return f"<{type(self).__name__} object at {id(self):#x}>"
        return f"{type(self).__name__}({self.value!r})"

    def __ctypes_from_outparam__(self):
        return self.value if type(self).__bases__ == (_SimpleCData,) else self
