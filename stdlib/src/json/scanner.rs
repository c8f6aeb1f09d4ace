//! `make_scanner`: from text to values.

use super::DEEPEST;
use super::strings::{string_at, wrong};
use interpreter::{ClassBuilder, Raised, Return, Vm};
use object_model::{Class, Payload, Ref, Runtime, Str, Value};
use std::collections::HashMap;

/// What makes values out of text, and how; unbound where a built-in class does.
struct Scanner<R: Runtime> {
    strict: bool,
    object_hook: Value<R>,
    pairs_hook: Value<R>,
    parse_float: Value<R>,
    parse_int: Value<R>,
    parse_constant: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Scanner<R> {
    const NAME: &'static str = "Scanner";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        for value in
            [&self.object_hook, &self.pairs_hook, &self.parse_float, &self.parse_int, &self.parse_constant]
        {
            visit(value);
        }
    }
}

/// A text that is being read.
struct Reading<'a, R: Runtime> {
    scanner: &'a Scanner<R>,
    text: &'a Ref<R, Str<R>>,
    /// Keys that have been met: each is one str.
    keys: HashMap<Box<str>, Value<R>>,
    /// How many objects and arrays are open.
    depth: usize,
}

impl<'a, R: Runtime> Reading<'a, R> {
    fn bytes(&self) -> &'a [u8] {
        self.text.as_str().as_bytes()
    }

    fn wrong(&self, vm: &mut Vm<R>, message: &str, at: usize) -> Raised<R> {
        wrong(vm, message, self.text.value(), self.text.index_of(at))
    }

    /// There is no value: StopIteration, which the caller in Python words.
    fn nothing(&self, vm: &mut Vm<R>, at: usize) -> Raised<R> {
        let at = vm.new_usize(self.text.index_of(at));
        vm.stop_iteration(at)
    }

    fn skip_spaces(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes().get(at) {
            at += 1;
        }
        at
    }

    /// The value that begins at a byte, and where it ends.
    fn value(&mut self, vm: &mut Vm<R>, at: usize) -> Return<R, (Value<R>, usize)> {
        let bytes = self.bytes();
        let rest = &bytes[at..];
        match rest.first() {
            Some(b'"') => {
                let (text, end) = string_at(vm, self.text, at + 1, self.scanner.strict)?;
                Ok((vm.new_str(&text), end))
            }
            Some(b'{') => self.nested(vm, at + 1, "object", Self::object),
            Some(b'[') => self.nested(vm, at + 1, "array", Self::array),
            Some(b'n') if rest.starts_with(b"null") => Ok((Value::NONE, at + 4)),
            Some(b't') if rest.starts_with(b"true") => Ok((Value::bool(true), at + 4)),
            Some(b'f') if rest.starts_with(b"false") => Ok((Value::bool(false), at + 5)),
            Some(_) => {
                for constant in ["NaN", "Infinity", "-Infinity"] {
                    if rest.starts_with(constant.as_bytes()) {
                        let name = vm.new_str(constant);
                        let value = vm.call(&self.scanner.parse_constant, &[name])?;
                        return Ok((value, at + constant.len()));
                    }
                }
                self.number(vm, at)
            }
            None => Err(self.nothing(vm, at)),
        }
    }

    /// Reads an object or an array.
    fn nested(
        &mut self,
        vm: &mut Vm<R>,
        begin: usize,
        what: &str,
        read: fn(&mut Self, &mut Vm<R>, usize) -> Return<R, (Value<R>, usize)>,
    ) -> Return<R, (Value<R>, usize)> {
        if self.depth == DEEPEST || vm.native_stack_is_low() {
            let message = format!(
                "maximum recursion depth exceeded while decoding a JSON {what} from a unicode string"
            );
            return Err(vm.recursion_error(&message));
        }
        self.depth += 1;
        let result = read(self, vm, begin);
        self.depth -= 1;
        result
    }

    fn number(&mut self, vm: &mut Vm<R>, begin: usize) -> Return<R, (Value<R>, usize)> {
        let bytes = self.bytes();
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let digits = |mut at: usize| {
            while is_digit(at) {
                at += 1;
            }
            at
        };
        let first = begin + usize::from(bytes[begin] == b'-');
        if !is_digit(first) {
            return Err(self.nothing(vm, begin));
        }
        let mut end = if bytes[first] == b'0' { first + 1 } else { digits(first) };
        let whole = end;
        if bytes.get(end) == Some(&b'.') && is_digit(end + 1) {
            end = digits(end + 1);
        }
        if let Some(b'e' | b'E') = bytes.get(end) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if is_digit(end + 1 + sign) {
                end = digits(end + 1 + sign);
            }
        }
        let text = &self.text.as_str()[begin..end];
        let is_float = end > whole;
        let hook = if is_float { &self.scanner.parse_float } else { &self.scanner.parse_int };
        let value = match (hook.given(), is_float) {
            (None, true) => match text.parse() {
                Ok(number) => Value::float(number),
                Err(_) => return Err(self.nothing(vm, begin)),
            },
            (None, false) if text.len() <= 18 => match text.parse() {
                Ok(number) => vm.new_int(number),
                Err(_) => return Err(self.nothing(vm, begin)),
            },
            (None, false) => {
                let (int, text) = (vm.types().int.value().clone(), vm.new_str(text));
                vm.call(&int, &[text])?
            }
            (Some(hook), _) => {
                let text = vm.new_str(text);
                vm.call(hook, &[text])?
            }
        };
        Ok((value, end))
    }

    fn array(&mut self, vm: &mut Vm<R>, begin: usize) -> Return<R, (Value<R>, usize)> {
        let bytes = self.bytes();
        let mut items = Vec::new();
        let mut at = self.skip_spaces(begin);
        if bytes.get(at) != Some(&b']') {
            loop {
                let (item, end) = self.value(vm, at)?;
                items.push(item);
                at = self.skip_spaces(end);
                match bytes.get(at) {
                    Some(b']') => break,
                    Some(b',') => {}
                    _ => return Err(self.wrong(vm, "Expecting ',' delimiter", at)),
                }
                let comma = at;
                at = self.skip_spaces(at + 1);
                if bytes.get(at) == Some(&b']') {
                    return Err(self.wrong(vm, "Illegal trailing comma before end of array", comma));
                }
            }
        }
        Ok((vm.new_list(items)?, at + 1))
    }

    fn key(&mut self, vm: &mut Vm<R>, at: usize) -> Return<R, (Value<R>, usize)> {
        let (text, end) = string_at(vm, self.text, at, self.scanner.strict)?;
        if let Some(key) = self.keys.get(&*text) {
            return Ok((key.clone(), end));
        }
        let key = vm.new_str(&text);
        self.keys.insert(text.into(), key.clone());
        Ok((key, end))
    }

    fn object(&mut self, vm: &mut Vm<R>, begin: usize) -> Return<R, (Value<R>, usize)> {
        let bytes = self.bytes();
        let takes_pairs = self.scanner.pairs_hook.given().is_some();
        let (mut pairs, dict) = (Vec::new(), vm.new_dict());
        let mut at = self.skip_spaces(begin);
        if bytes.get(at) != Some(&b'}') {
            loop {
                if bytes.get(at) != Some(&b'"') {
                    let message = "Expecting property name enclosed in double quotes";
                    return Err(self.wrong(vm, message, at));
                }
                let (key, end) = self.key(vm, at + 1)?;
                at = self.skip_spaces(end);
                if bytes.get(at) != Some(&b':') {
                    return Err(self.wrong(vm, "Expecting ':' delimiter", at));
                }
                at = self.skip_spaces(at + 1);
                let (value, end) = self.value(vm, at)?;
                if takes_pairs {
                    pairs.push(vm.new_pair(key, value));
                } else {
                    vm.dict_set(&dict, key, value)?;
                }
                at = self.skip_spaces(end);
                match bytes.get(at) {
                    Some(b'}') => break,
                    Some(b',') => {}
                    _ => return Err(self.wrong(vm, "Expecting ',' delimiter", at)),
                }
                let comma = at;
                at = self.skip_spaces(at + 1);
                if bytes.get(at) == Some(&b'}') {
                    return Err(self.wrong(vm, "Illegal trailing comma before end of object", comma));
                }
            }
        }
        let value = match (self.scanner.pairs_hook.given(), self.scanner.object_hook.given()) {
            (Some(hook), _) => {
                let pairs = vm.new_list(pairs)?;
                vm.call(hook, &[pairs])?
            }
            (None, Some(hook)) => vm.call(hook, &[dict.into_value()])?,
            (None, None) => dict.into_value(),
        };
        Ok((value, at + 1))
    }
}

/// `make_scanner(context)`
fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let context = &arguments[1];
    let strict = vm.get_attr_str(context, "strict")?;
    let strict = vm.truth(&strict)?;
    let mut hook = |name: &str, built_in: Option<Value<R>>| {
        let hook = vm.get_attr_str(context, name)?;
        let is_built_in = built_in.is_some_and(|built_in| built_in.is(&hook));
        Ok(if hook.is_none() || is_built_in { Value::UNBOUND } else { hook })
    };
    let object_hook = hook("object_hook", None)?;
    let pairs_hook = hook("object_pairs_hook", None)?;
    let parse_constant = hook("parse_constant", None)?;
    let float = vm.types().float.value().clone();
    let int = vm.types().int.value().clone();
    let mut hook = |name: &str, built_in: Value<R>| -> Return<R> {
        let hook = vm.get_attr_str(context, name)?;
        Ok(if built_in.is(&hook) { Value::UNBOUND } else { hook })
    };
    let (parse_float, parse_int) = (hook("parse_float", float)?, hook("parse_int", int)?);
    let scanner = Scanner { strict, object_hook, pairs_hook, parse_float, parse_int, parse_constant };
    vm.new_object_of(&class, scanner)
}

/// `scanner(string, idx)`: the value there, and where it ends.
fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Scanner<R>>() else {
        return Err(vm.type_error("a scanner is needed"));
    };
    let Some(text) = arguments[1].as_ref::<Str<R>>() else {
        let message = format!("first argument must be a string, not {}", vm.type_name(&arguments[1]));
        return Err(vm.type_error(&message));
    };
    let index = vm.index(&arguments[2])?;
    let Ok(index) = usize::try_from(index) else { return Err(vm.value_error("idx cannot be negative")) };
    if index >= text.characters() {
        let index = vm.new_usize(index);
        return Err(vm.stop_iteration(index));
    }
    let mut reading = Reading { scanner: own, text, keys: HashMap::new(), depth: 0 };
    let (value, end) = reading.value(vm, text.offset_of(index))?;
    let end = vm.new_usize(text.index_of(end));
    Ok(vm.new_pair(value, end))
}

fn hook_of<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    hook: fn(&Scanner<R>) -> &Value<R>,
    built_in: fn(&mut Vm<R>) -> Value<R>,
) -> Return<R> {
    let Some(own) = value.as_ref::<Scanner<R>>() else { return Err(vm.type_error("a scanner is needed")) };
    match hook(own).given() {
        Some(hook) => Ok(hook.clone()),
        None => Ok(built_in(vm)),
    }
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Scanner<R>>(vm, "_json", "Scanner", None)
        .constructor("__new__(cls, context)", new)
        .method("__call__(self, string, idx)", call)
        .getter("strict", |vm, value| match value.as_ref::<Scanner<R>>() {
            Some(own) => Ok(Value::bool(own.strict)),
            None => Err(vm.type_error("a scanner is needed")),
        })
        .getter("object_hook", |vm, value| hook_of(vm, value, |own| &own.object_hook, |_| Value::NONE))
        .getter("object_pairs_hook", |vm, value| hook_of(vm, value, |own| &own.pairs_hook, |_| Value::NONE))
        .getter("parse_constant", |vm, value| hook_of(vm, value, |own| &own.parse_constant, |_| Value::NONE))
        .getter("parse_float", |vm, value| {
            hook_of(vm, value, |own| &own.parse_float, |vm| vm.types().float.value().clone())
        })
        .getter("parse_int", |vm, value| {
            hook_of(vm, value, |own| &own.parse_int, |vm| vm.types().int.value().clone())
        })
        .finish();
    vm.module_set(module, "make_scanner", class.into_value());
}
