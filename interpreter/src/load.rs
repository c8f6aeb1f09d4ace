//! Loading bytecode: constants become values, names interned strings. All of it is immortal, as in CPython: code lives as
//! long as the functions made of it, and those are shared between threads.

use crate::function::LoadedCode;
use crate::number::Complex;
use crate::vm::Vm;
use compiler::{Code, Constant};
use object_model::{Runtime, Value, make};
use std::sync::Arc;

impl<R: Runtime> Vm<R> {
    /// A code object.
    pub fn load_code(&mut self, code: &Arc<Code>) -> Value<R> {
        let constants = code.constants.iter().map(|constant| self.load_constant(constant)).collect();
        let names = code.names.iter().map(|name| self.intern(name).into_value()).collect();
        let parameters = code.params.names.iter().map(|name| self.intern(name).into_value()).collect();
        let children = code.children.iter().map(|child| self.load_code(child)).collect();
        let class = self.types().code.clone();
        let loaded = LoadedCode::new(code.clone(), constants, names, parameters, children);
        let value = make::object(self, class.root_shape(), loaded).into_value();
        self.immortalize(&value);
        value
    }

    /// A constant, immortal.
    pub fn load_constant(&mut self, constant: &Constant) -> Value<R> {
        let value = match constant {
            Constant::None => Value::NONE,
            Constant::Ellipsis => Value::ELLIPSIS,
            Constant::Bool(truth) => Value::bool(*truth),
            Constant::Int(int) => self.new_int(*int),
            Constant::Big(big) => self.new_integer(big.clone()),
            Constant::Float(float) => Value::float(*float),
            Constant::Imaginary(imaginary) => self.new_object(Complex::new(0.0, *imaginary)),
            Constant::Str(text) if looks_like_a_name(text) => self.intern(text).into_value(),
            Constant::Str(text) => self.new_str(text),
            Constant::Bytes(data) => self.new_bytes(data),
            Constant::Tuple(items) => {
                let items = items.iter().map(|item| self.load_constant(item)).collect();
                self.new_tuple(items)
            }
            Constant::FrozenSet(items) => {
                let class = self.types().frozenset.clone();
                let set = make::object(self, class.root_shape(), object_model::Set::new());
                for item in items {
                    let item = self.load_constant(item);
                    // Constants hash without running Python code; a set display of them cannot fail.
                    let _ = self.set_add(&set, item);
                }
                set.into_value()
            }
        };
        self.immortalize(&value);
        value
    }
}

/// Strings that look like names are interned, so that `getattr(x, "name")` and `d["key"]` compare addresses.
fn looks_like_a_name(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
