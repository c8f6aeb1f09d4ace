//! What an expression mostly is.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Int,
    Float,
    Complex,
    Bool,
    Str,
    Bytes,
    List,
    Tuple,
    Dict,
    Set,
    /// An object of the library.
    Object,
}

impl Kind {
    /// Those of which most expressions are.
    pub const ALL: [Kind; 10] = [
        Kind::Int,
        Kind::Float,
        Kind::Complex,
        Kind::Bool,
        Kind::Str,
        Kind::Bytes,
        Kind::List,
        Kind::Tuple,
        Kind::Dict,
        Kind::Set,
    ];

    /// The production of expressions with parts.
    pub fn production(self) -> &'static str {
        match self {
            Kind::Int => "int",
            Kind::Float => "float",
            Kind::Complex => "complex",
            Kind::Bool => "bool",
            Kind::Str => "str",
            Kind::Bytes => "bytes",
            Kind::List => "list",
            Kind::Tuple => "tuple",
            Kind::Dict => "dict",
            Kind::Set => "set",
            Kind::Object => "object",
        }
    }

    /// The production of expressions without parts.
    pub fn leaf(self) -> &'static str {
        match self {
            Kind::Int => "int leaf",
            Kind::Float => "float leaf",
            Kind::Complex => "complex leaf",
            Kind::Bool => "bool leaf",
            Kind::Str => "str leaf",
            Kind::Bytes => "bytes leaf",
            Kind::List => "list leaf",
            Kind::Tuple => "tuple leaf",
            Kind::Dict => "dict leaf",
            Kind::Set => "set leaf",
            Kind::Object => "object leaf",
        }
    }
}
