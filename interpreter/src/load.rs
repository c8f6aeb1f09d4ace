//! Loading bytecode: constants become values, names interned strings.
//!
//! The code of modules, and all that is part of it, is immortal: threads that share it would meet at its counts. So is what
//! a program first compiles itself, such as the methods that `dataclasses` and `namedtuple` write. A program that goes on
//! compiling has code that comes and goes, and that is counted like any other object.

use crate::function::LoadedCode;
use crate::number::Complex;
use crate::origin::{Origin, Place};
use crate::vm::Vm;
use compiler::{Code, Constant};
use object_model::{Runtime, Value, make};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

/// How many texts that a program compiles itself become immortal.
const MOST_KEPT: usize = 1000;

/// How long code lives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// For ever: it is never counted.
    Immortal,
    /// As long as somebody refers to it.
    Counted,
}

impl<R: Runtime> Vm<R> {
    /// How long code lives that the program compiles itself, from now on.
    pub fn lifetime_of_compiled(&self) -> Lifetime {
        // Relaxed: a guess at what will be used for long.
        let before = self.shared.texts_compiled.fetch_add(1, Relaxed);
        if before < MOST_KEPT { Lifetime::Immortal } else { Lifetime::Counted }
    }

    /// A code object.
    pub fn load_code(&mut self, code: &Arc<Code>, lifetime: Lifetime) -> Value<R> {
        self.load_part(code, lifetime, None)
    }

    /// The code object of a whole text, which knows what it was compiled of.
    pub(crate) fn load_code_of(
        &mut self,
        code: &Arc<Code>,
        lifetime: Lifetime,
        origin: &Arc<Origin>,
    ) -> Value<R> {
        self.load_part(code, lifetime, Some((origin, &mut 0)))
    }

    fn load_part(
        &mut self,
        code: &Arc<Code>,
        lifetime: Lifetime,
        mut origin: Option<(&Arc<Origin>, &mut Place)>,
    ) -> Value<R> {
        let own_origin = origin.as_mut().map(|(origin, next)| {
            let place = **next;
            **next += 1;
            (Arc::clone(origin), place)
        });
        let constants =
            code.constants.iter().map(|constant| self.load_constant(constant, lifetime)).collect();
        let names = code.names.iter().map(|name| self.intern(name).into_value()).collect();
        let parameters = code.params.names.iter().map(|name| self.intern(name).into_value()).collect();
        let load = |child| {
            let origin = origin.as_mut().map(|(origin, next)| (*origin, &mut **next));
            self.load_part(child, lifetime, origin)
        };
        let children = code.children.iter().map(load).collect();
        let class = self.types().code.clone();
        let number = self
            .shared
            .config
            .ledger
            .as_ref()
            .map_or(0, |ledger| ledger.code(&code.filename, &code.qualname));
        let defines = lifetime == Lifetime::Immortal && self.shared.config.uncounted.definitions;
        let mut loaded =
            LoadedCode::new(code.clone(), constants, names, parameters, children, number, defines);
        loaded.origin = own_origin;
        let value = make::object(self, class.root_shape(), loaded).into_value();
        if lifetime == Lifetime::Immortal {
            self.immortalize(&value);
        }
        value
    }

    /// A constant.
    pub fn load_constant(&mut self, constant: &Constant, lifetime: Lifetime) -> Value<R> {
        let value = match constant {
            Constant::None => Value::NONE,
            Constant::Ellipsis => Value::ELLIPSIS,
            Constant::Bool(truth) => Value::bool(*truth),
            Constant::Int(int) => self.new_int(*int),
            Constant::Big(big) => self.new_integer(big.clone()),
            Constant::Float(float) => Value::float(*float),
            Constant::Complex(real, imaginary) => self.new_object(Complex::new(*real, *imaginary)),
            Constant::Str(text) if looks_like_a_name(text) => self.intern(text).into_value(),
            Constant::Str(text) => self.new_str(text),
            Constant::Bytes(data) => self.new_bytes(data),
            Constant::Tuple(items) => {
                let items = items.iter().map(|item| self.load_constant(item, lifetime)).collect();
                self.new_tuple(items)
            }
            Constant::FrozenSet(items) => {
                let class = self.types().frozenset.clone();
                let set = make::object(self, class.root_shape(), object_model::Set::new());
                for item in items {
                    let item = self.load_constant(item, lifetime);
                    // Constants hash without running Python code; a set display of them cannot fail.
                    let _ = self.set_add(&set, item);
                }
                set.into_value()
            }
        };
        if lifetime == Lifetime::Immortal && self.shared.config.uncounted.constants {
            self.immortalize(&value);
        }
        value
    }
}

/// Strings that look like names are interned, so that `getattr(x, "name")` and `d["key"]` compare addresses.
fn looks_like_a_name(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
