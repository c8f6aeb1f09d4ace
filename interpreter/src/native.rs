//! Functions written in Rust, described by the signature Python would show.

use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, Kind, Payload, Runtime, Value};

/// A function written in Rust. It gets one value for each parameter of its signature: unbound where an optional one was
/// not given, a tuple for `*args`, a dict (or unbound if there are none) for `**kwargs`. What it gets for `*_args`, it must not
/// read.
pub type NativeCall<R> = fn(&mut Vm<R>, &[Value<R>]) -> Return<R>;

/// The parameters of a native function, read from text such as `"append(self, object, /)"`.
#[derive(Debug, Clone)]
pub struct Signature {
    /// The function's name.
    pub name: Box<str>,
    /// Its parameters' names: positional, keyword-only, `*args`, `**kwargs`.
    pub names: Box<[Box<str>]>,
    /// Positional-only parameters.
    pub positional_only: usize,
    /// Positional parameters.
    pub positional: usize,
    /// Of these, how many must be given.
    pub required: usize,
    /// Keyword-only parameters, and which of them must be given.
    pub keyword_only: Box<[bool]>,
    /// Has `*args`.
    pub var_positional: bool,
    /// Has `*_args`, which Python sees as `*args`: any number is taken, and none is looked at. Who leaves a `with` statement
    /// gives three to an `__exit__` that seldom wants them.
    pub ignores_rest: bool,
    /// Has `**kwargs`.
    pub var_keyword: bool,
    /// How many positional arguments need no more than padding: from this many to that many, if any number does.
    plainly: (usize, usize),
    /// The text between the parentheses, for `__text_signature__`.
    pub text: Box<str>,
}

impl Signature {
    /// Reads a signature.
    ///
    /// # Panics
    /// If it is not of the form `name(parameters)`; signatures are constants of this program.
    pub fn parse(source: &str) -> Signature {
        let (name, rest) = source.split_once('(').expect("a signature has parentheses");
        let text = rest.strip_suffix(')').expect("a signature ends with a parenthesis");
        let mut signature = Signature {
            name: name.into(),
            names: Box::new([]),
            positional_only: 0,
            positional: 0,
            required: 0,
            keyword_only: Box::new([]),
            var_positional: false,
            ignores_rest: false,
            var_keyword: false,
            plainly: (1, 0),
            text: text.into(),
        };
        let (mut names, mut keyword_only, mut var_positional, mut var_keyword) = (vec![], vec![], None, None);
        let mut after_star = false;
        for parameter in text.split(',').map(str::trim).filter(|parameter| !parameter.is_empty()) {
            if parameter == "/" {
                signature.positional_only = signature.positional;
            } else if parameter == "*" {
                after_star = true;
            } else if let Some(name) = parameter.strip_prefix("**") {
                var_keyword = Some(name);
            } else if let Some(name) = parameter.strip_prefix('*') {
                after_star = true;
                signature.ignores_rest = name.starts_with('_');
                var_positional = Some(name.trim_start_matches('_'));
            } else {
                let (name, default) = match parameter.split_once('=') {
                    Some((name, _)) => (name.trim(), true),
                    None => (parameter, false),
                };
                names.push(Box::from(name));
                if after_star {
                    keyword_only.push(!default);
                } else {
                    // The receiver cannot be given by name: another argument may have that.
                    if signature.positional == 0 && matches!(name, "self" | "cls") {
                        signature.positional_only = 1;
                    }
                    signature.positional += 1;
                    if !default {
                        signature.required = signature.positional;
                    }
                }
            }
        }
        if signature.ignores_rest {
            signature.text = text.replace("*_", "*").into();
        }
        signature.var_positional = var_positional.is_some();
        signature.var_keyword = var_keyword.is_some();
        names.extend(var_positional.into_iter().chain(var_keyword).map(Box::from));
        signature.names = names.into();
        signature.keyword_only = keyword_only.into();
        if !signature.var_positional && !signature.keyword_only.contains(&true) {
            signature.plainly = (signature.required, signature.positional);
        }
        signature
    }

    /// How many values the function gets.
    pub fn parameters(&self) -> usize {
        self.names.len()
    }

    /// How many parameters can be given by position or by name, and not only together with others.
    #[inline(always)]
    pub fn named(&self) -> usize {
        self.positional + self.keyword_only.len()
    }

    /// Whether `count` positional arguments need no more than padding.
    #[inline(always)]
    pub fn takes_plainly(&self, count: usize) -> bool {
        self.plainly.0 <= count && count <= self.plainly.1
    }
}

/// What a native function is bound to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NativeKind {
    /// A function of a module: found on an instance, it is not bound.
    Function,
    /// A method of a built-in class: found on an instance, its first argument is that instance.
    Method,
    /// As Method, but the first argument is the class.
    ClassMethod,
    /// A function found on a class: not bound.
    StaticMethod,
}

/// The payload of a native function.
pub struct Native<R: Runtime> {
    /// Its parameters.
    pub signature: Signature,
    /// The code.
    pub call: NativeCall<R>,
    /// What it is bound to.
    pub kind: NativeKind,
    /// The class it is a method of, or unbound.
    pub owner: Value<R>,
    /// The name of its module, or None.
    pub module: Value<R>,
}

/// Methods with names between underscores that no operator or other part of the language comes to by itself.
const PLAIN_METHODS: [&str; 28] = [
    "__alloc__",
    "__bytes__",
    "__ceil__",
    "__complex__",
    "__copy__",
    "__deepcopy__",
    "__dir__",
    "__enter__",
    "__exit__",
    "__floor__",
    "__format__",
    "__fspath__",
    "__getnewargs__",
    "__getstate__",
    "__instancecheck__",
    "__length_hint__",
    "__mro_entries__",
    "__reduce__",
    "__reduce_ex__",
    "__replace__",
    "__reversed__",
    "__round__",
    "__set_name__",
    "__setstate__",
    "__sizeof__",
    "__subclasscheck__",
    "__subclasses__",
    "__trunc__",
];

impl<R: Runtime> Native<R> {
    /// Whether it is a method that the language calls by itself, for an operator and the like.
    pub fn is_operation(&self) -> bool {
        let name = &*self.signature.name;
        if !name.starts_with("__") || !name.ends_with("__") || PLAIN_METHODS.binary_search(&name).is_ok() {
            return false;
        }
        // These are quicker when they are called as methods, and so are such.
        let owner = self.owner.as_ref::<Class<R>>();
        let owned_by = |names: &[&str]| owner.is_some_and(|owner| names.contains(&&*owner.name()));
        match name {
            "__contains__" => !owned_by(&["dict", "set", "frozenset"]),
            "__getitem__" => !owned_by(&["dict", "list"]),
            _ => true,
        }
    }

    /// Whether it is the `__new__` of a class.
    #[inline]
    pub fn is_constructor(&self) -> bool {
        &*self.signature.name == "__new__"
    }

    /// Whether both are the same code, be it of two classes.
    pub(crate) fn runs_as(&self, other: &Native<R>) -> bool {
        std::ptr::fn_addr_eq(self.call, other.call)
    }

    /// Whether the first argument is the instance or the class it is called for.
    pub fn has_receiver(&self) -> bool {
        match self.kind {
            NativeKind::Method | NativeKind::ClassMethod => true,
            NativeKind::StaticMethod => self.is_constructor(),
            NativeKind::Function => false,
        }
    }
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Native<R> {
    const KIND: Kind = Kind::Native;
    const NAME: &'static str = "builtin_function_or_method";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.owner);
        visit(&self.module);
    }
}

/// The payload of a getter and setter written in Rust.
pub struct GetSet<R: Runtime> {
    /// The attribute's name.
    pub name: Box<str>,
    /// Reads it.
    pub get: fn(&mut Vm<R>, &Value<R>) -> Return<R>,
    /// Writes it, or deletes it if the value is unbound.
    pub set: Option<fn(&mut Vm<R>, &Value<R>, Value<R>) -> Return<R, ()>>,
    /// The class it belongs to.
    pub owner: Value<R>,
    /// Whether an attribute that the object has itself comes first.
    pub yields: bool,
    /// Whether audit hooks hear that it is read, because code can be reached through it.
    pub audited: bool,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for GetSet<R> {
    const NAME: &'static str = "getset_descriptor";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.owner);
    }
}

#[cfg(test)]
mod tests {
    use super::Signature;

    #[test]
    fn signatures_say_what_is_required() {
        let signature = Signature::parse("sorted(iterable, /, *, key=None, reverse=False)");
        assert_eq!((signature.required, signature.positional, signature.positional_only), (1, 1, 1));
        assert_eq!(&*signature.keyword_only, &[false, false]);
        let signature = Signature::parse("print(*values, sep=' ', end=None, file=None, flush=False)");
        assert!(signature.var_positional && !signature.takes_plainly(1));
        assert_eq!(&*signature.names[4], "values");
        assert!(Signature::parse("append(self, object, /)").takes_plainly(2));
    }
}
