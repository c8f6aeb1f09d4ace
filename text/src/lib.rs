//! Python's rules for numbers and text, as pure functions.
//!
//! Nothing here knows of objects, runtimes or threads: a function takes Rust values and answers with a Rust
//! value or an [`Error`] that names the exception Python would raise and carries CPython's message. The
//! interpreter turns the one into objects and the other into exceptions.
//!
//! Text is `&str`, integers are [`Integer`] and [`IntegerRef`], floats `f64`.

#![forbid(unsafe_code)]

pub mod bytes_ops;
pub mod casing;
pub mod codec;
pub mod error;
pub mod float;
pub mod float_format;
pub mod float_hex;
pub mod format_spec;
pub mod hash;
pub mod int;
pub mod int_float;
pub mod int_text;
pub mod mersenne;
pub mod multibyte;
mod padding;
pub mod percent;
pub mod quote;
pub mod regex;
pub mod str_ops;
pub mod struct_format;
pub mod suggestion;
pub mod surrogate;
pub mod template;
pub mod time_format;
pub mod unicode;
mod unicode_table;
pub mod width;
pub mod window;

pub use error::{Error, Kind, Result};
pub use format_spec::FormatSpec;
pub use int::{Integer, IntegerRef};
pub use suggestion::suggestion;
pub use width::columns;
