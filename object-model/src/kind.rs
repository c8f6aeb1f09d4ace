//! What a built-in object is, in one byte of its header.

/// The built-in layouts that the evaluation loop tells apart without asking the class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    /// Any layout without a kind of its own.
    Other,
    /// An integer too large to be immediate.
    BigInt,
    /// `str`
    Str,
    /// `bytes`
    Bytes,
    /// `list`
    List,
    /// `tuple`
    Tuple,
    /// `dict`
    Dict,
    /// `set`, `frozenset`
    Set,
    /// An instance of a class written in Python, with attribute slots.
    Instance,
    /// A class.
    Class,
    /// A Python function.
    Function,
    /// A native function.
    Native,
    /// A bound method.
    Method,
    /// A closure cell.
    Cell,
    /// A generator or coroutine.
    Generator,
    /// A module.
    Module,
    /// An iterator over a `range`.
    RangeIterator,
    /// An iterator over a list or tuple.
    SequenceIterator,
    /// An iterator over a dict, its views, or a set.
    HashedIterator,
    /// A `range`
    Range,
    /// A `slice`
    Slice,
    /// An exception instance.
    Exception,
    /// A property
    Property,
}
