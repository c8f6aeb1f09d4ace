//! What stands in front of each value, as CPython writes it (`Python/marshal.c`), but for code.

pub(super) const NULL: u8 = b'0';
pub(super) const NONE: u8 = b'N';
pub(super) const FALSE: u8 = b'F';
pub(super) const TRUE: u8 = b'T';
pub(super) const STOP_ITERATION: u8 = b'S';
pub(super) const ELLIPSIS: u8 = b'.';
pub(super) const INT: u8 = b'i';
pub(super) const INT64: u8 = b'I';
pub(super) const LONG: u8 = b'l';
pub(super) const FLOAT: u8 = b'f';
pub(super) const BINARY_FLOAT: u8 = b'g';
pub(super) const COMPLEX: u8 = b'x';
pub(super) const BINARY_COMPLEX: u8 = b'y';
pub(super) const STRING: u8 = b's';
pub(super) const UNICODE: u8 = b'u';
pub(super) const INTERNED: u8 = b't';
pub(super) const ASCII: u8 = b'a';
pub(super) const ASCII_INTERNED: u8 = b'A';
pub(super) const SHORT_ASCII: u8 = b'z';
pub(super) const SHORT_ASCII_INTERNED: u8 = b'Z';
pub(super) const TUPLE: u8 = b'(';
pub(super) const SMALL_TUPLE: u8 = b')';
pub(super) const LIST: u8 = b'[';
pub(super) const DICT: u8 = b'{';
pub(super) const SET: u8 = b'<';
pub(super) const FROZENSET: u8 = b'>';
pub(super) const SLICE: u8 = b':';
pub(super) const CODE: u8 = b'c';
/// The value of this number among those that came with [`REFERRED`].
pub(super) const REFERENCE: u8 = b'r';
/// Beside a tag: what follows gets the next number, by which it is referred to.
pub(super) const REFERRED: u8 = 0x80;
