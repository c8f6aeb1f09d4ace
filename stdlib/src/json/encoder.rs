//! `make_encoder`: from values to text.

use super::DEEPEST;
use super::strings::push_quoted;
use interpreter::{ClassBuilder, Native, Return, Vm};
use object_model::{Class, Dict, List, Payload, Ref, Runtime, Str, Value};

/// How strings are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    Ascii,
    Any,
    /// By a function of the program.
    Other,
}

/// The payload of an encoder.
struct Encoder<R: Runtime> {
    /// A dict of the containers that are being written, by identity; or None.
    markers: Value<R>,
    default: Value<R>,
    encoder: Value<R>,
    quoting: Quoting,
    indent: Option<String>,
    key_separator: String,
    item_separator: String,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Encoder<R> {
    const NAME: &'static str = "Encoder";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        for value in [&self.markers, &self.default, &self.encoder] {
            visit(value);
        }
    }
}

impl<R: Runtime> Encoder<R> {
    fn string(&self, vm: &mut Vm<R>, out: &mut String, value: &Value<R>) -> Return<R, ()> {
        if let (Quoting::Ascii | Quoting::Any, Some(text)) = (self.quoting, value.as_ref::<Str<R>>()) {
            push_quoted(out, text.as_str(), self.quoting == Quoting::Ascii);
            return Ok(());
        }
        let quoted = vm.call(&self.encoder, std::slice::from_ref(value))?;
        match vm.as_str(&quoted) {
            Some(text) => {
                out.push_str(text);
                Ok(())
            }
            None => {
                let message = format!("encoder() must return a string, not {}", vm.type_name(&quoted));
                Err(vm.type_error(&message))
            }
        }
    }

    fn float(&self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, String> {
        let number = vm.to_float(value)?;
        if number.is_finite() {
            return Ok(text::float::repr(number));
        }
        if !self.allow_nan {
            let shown = vm.repr_string(value)?;
            let message = format!("Out of range float values are not JSON compliant: {shown}");
            return Err(vm.value_error(&message));
        }
        Ok(match number {
            _ if number.is_nan() => "NaN".to_owned(),
            _ if number > 0.0 => "Infinity".to_owned(),
            _ => "-Infinity".to_owned(),
        })
    }

    /// The text of an int, whatever the `__repr__` of its class says.
    fn int(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, String> {
        if let Some(number) = vm.as_i64(value) {
            return Ok(number.to_string());
        }
        let int = vm.types().int.value().clone();
        let repr = vm.get_attr_str(&int, "__repr__")?;
        let shown = vm.call(&repr, std::slice::from_ref(value))?;
        Ok(vm.as_str(&shown).unwrap_or_default().to_owned())
    }

    /// What needs no more than itself; false if it is something else.
    fn simple(&self, vm: &mut Vm<R>, out: &mut String, value: &Value<R>) -> Return<R, bool> {
        if value.is_none() {
            out.push_str("null");
        } else if let Some(truth) = [true, false].into_iter().find(|&truth| value.is(&Value::bool(truth))) {
            out.push_str(if truth { "true" } else { "false" });
        } else if value.as_ref::<Str<R>>().is_some() {
            self.string(vm, out, value)?;
        } else if vm.is_int(value) {
            out.push_str(&Self::int(vm, value)?);
        } else if vm.is_instance(value, &vm.types().float.clone()) {
            out.push_str(&self.float(vm, value)?);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn newline(&self, out: &mut String, depth: usize) {
        if let Some(indent) = &self.indent {
            out.push('\n');
            (0..depth).for_each(|_| out.push_str(indent));
        }
    }

    fn write(&self, vm: &mut Vm<R>, out: &mut String, value: &Value<R>, depth: usize) -> Return<R, ()> {
        if self.simple(vm, out, value)? {
            return Ok(());
        }
        if depth >= DEEPEST || vm.native_stack_is_low() {
            return Err(vm.recursion_error("maximum recursion depth exceeded while encoding a JSON object"));
        }
        if value.as_ref::<List<R>>().is_some() || vm.as_tuple(value).is_some() {
            return self.sequence(vm, out, value, depth);
        }
        if value.as_ref::<Dict<R>>().is_some() {
            return self.mapping(vm, out, value, depth);
        }
        self.marked(vm, value, |own, vm| {
            let other = vm.call(&own.default, std::slice::from_ref(value))?;
            match own.write(vm, out, &other, depth) {
                Ok(()) => Ok(()),
                Err(raised) => {
                    let note = format!("when serializing {} object", vm.qualified_type_name(value));
                    Err(vm.noted(raised, &note))
                }
            }
        })
    }

    /// Runs `write` with the value marked as being written.
    fn marked(
        &self,
        vm: &mut Vm<R>,
        value: &Value<R>,
        write: impl FnOnce(&Self, &mut Vm<R>) -> Return<R, ()>,
    ) -> Return<R, ()> {
        let Some(markers) = self.markers.as_ref::<Dict<R>>() else { return write(self, vm) };
        let identity = vm.new_integer(value.word().bits().into());
        if vm.dict_get(markers, &identity)?.is_some() {
            return Err(vm.value_error("Circular reference detected"));
        }
        vm.dict_set(markers, identity.clone(), value.clone())?;
        write(self, vm)?;
        vm.dict_remove(markers, &identity)?;
        Ok(())
    }

    fn sequence(&self, vm: &mut Vm<R>, out: &mut String, value: &Value<R>, depth: usize) -> Return<R, ()> {
        // What is called to write an item may change the list.
        let item_at = |vm: &mut Vm<R>, number: usize| match value.as_ref::<List<R>>() {
            Some(list) => vm.lock(list).get(number),
            None => vm.as_tuple(value).and_then(|items| items.get(number).cloned()),
        };
        let Some(first) = item_at(vm, 0) else {
            out.push_str("[]");
            return Ok(());
        };
        self.marked(vm, value, |own, vm| {
            out.push('[');
            let mut next = Some(first);
            let mut number = 0;
            while let Some(item) = next {
                if number > 0 {
                    out.push_str(&own.item_separator);
                }
                own.newline(out, depth + 1);
                if let Err(raised) = own.write(vm, out, &item, depth + 1) {
                    let note = format!("when serializing {} item {number}", vm.qualified_type_name(value));
                    return Err(vm.noted(raised, &note));
                }
                number += 1;
                next = item_at(vm, number);
            }
            own.newline(out, depth);
            out.push(']');
            Ok(())
        })
    }

    /// The items of a dict as pairs.
    fn items(&self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<(Value<R>, Value<R>)>> {
        let is_plain = vm.class_ref(value).value().is(vm.types().dict.value());
        if let (Some(dict), true, false) = (value.as_ref::<Dict<R>>(), is_plain, self.sort_keys) {
            return Ok(vm.dict_entries(dict).into_iter().map(|(_, key, value)| (key, value)).collect());
        }
        let mut items = vm.call_method(value, "items", &[])?;
        if self.sort_keys {
            let list = vm.types().list.value().clone();
            items = vm.call(&list, &[items])?;
            vm.call_method(&items, "sort", &[])?;
        }
        let mut pairs = Vec::new();
        for item in vm.collect(&items)? {
            match vm.as_tuple(&item) {
                Some([key, value]) => pairs.push((key.clone(), value.clone())),
                _ => return Err(vm.value_error("items must return 2-tuples")),
            }
        }
        Ok(pairs)
    }

    fn mapping(&self, vm: &mut Vm<R>, out: &mut String, value: &Value<R>, depth: usize) -> Return<R, ()> {
        if vm.len(value)? == 0 {
            out.push_str("{}");
            return Ok(());
        }
        self.marked(vm, value, |own, vm| {
            let items = own.items(vm, value)?;
            out.push('{');
            let mut is_first = true;
            for (key, item) in &items {
                let mut written = String::new();
                if key.as_ref::<Str<R>>().is_some() {
                    own.string(vm, &mut written, key)?;
                } else if own.simple(vm, &mut written, key)? {
                    let name = vm.new_string(std::mem::take(&mut written));
                    own.string(vm, &mut written, &name)?;
                } else if own.skip_keys {
                    continue;
                } else {
                    let message =
                        format!("keys must be str, int, float, bool or None, not {}", vm.type_name(key));
                    return Err(vm.type_error(&message));
                }
                if !std::mem::replace(&mut is_first, false) {
                    out.push_str(&own.item_separator);
                }
                own.newline(out, depth + 1);
                out.push_str(&written);
                out.push_str(&own.key_separator);
                if let Err(raised) = own.write(vm, out, item, depth + 1) {
                    let key = vm.repr_string(key)?;
                    let note = format!("when serializing {} item {key}", vm.qualified_type_name(value));
                    return Err(vm.noted(raised, &note));
                }
            }
            if !is_first {
                own.newline(out, depth);
            }
            out.push('}');
            Ok(())
        })
    }
}

/// `make_encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)`
fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let [markers, default, encoder, indent, key_separator, item_separator, sort_keys, skip_keys, allow_nan] =
        &arguments[1..]
    else {
        return Err(vm.system_error("make_encoder takes nine arguments"));
    };
    let ours = encoder.as_ref::<Native<R>>().filter(|native| vm.as_str(&native.module) == Some("_json"));
    let quoting = match ours.map(|native| &*native.signature.name) {
        Some("encode_basestring_ascii") => Quoting::Ascii,
        Some("encode_basestring") => Quoting::Any,
        _ => Quoting::Other,
    };
    let key_separator = vm.str_argument(key_separator, "make_encoder() argument 5")?.to_owned();
    let item_separator = vm.str_argument(item_separator, "make_encoder() argument 6")?.to_owned();
    let indent = match indent.some() {
        Some(indent) => Some(vm.str_argument(indent, "make_encoder() argument 4")?.to_owned()),
        None => None,
    };
    if !markers.is_none() && markers.as_ref::<Dict<R>>().is_none() {
        let message =
            format!("make_encoder() argument 1 must be dict or None, not {}", vm.type_name(markers));
        return Err(vm.type_error(&message));
    }
    let (sort_keys, skip_keys, allow_nan) =
        (vm.truth(sort_keys)?, vm.truth(skip_keys)?, vm.truth(allow_nan)?);
    let own = Encoder {
        markers: markers.clone(),
        default: default.clone(),
        encoder: encoder.clone(),
        quoting,
        indent,
        key_separator,
        item_separator,
        sort_keys,
        skip_keys,
        allow_nan,
    };
    vm.new_object_of(&class, own)
}

/// `encoder(obj, _current_indent_level)`: a tuple of pieces of text.
fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Encoder<R>>() else {
        return Err(vm.type_error("an encoder is needed"));
    };
    let depth = vm.index(&arguments[2])?;
    let mut out = String::new();
    own.write(vm, &mut out, &arguments[1], usize::try_from(depth).unwrap_or_default())?;
    let out = vm.new_string(out);
    Ok(vm.new_tuple(vec![out]))
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let signature = "__new__(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, \
                     skipkeys, allow_nan)";
    let class = ClassBuilder::new::<Encoder<R>>(vm, "_json", "Encoder", None)
        .constructor(signature, new)
        .method("__call__(self, obj, _current_indent_level)", call)
        .finish();
    vm.module_set(module, "make_encoder", class.into_value());
}
