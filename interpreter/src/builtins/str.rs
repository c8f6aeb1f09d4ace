//! `str`: making, comparing, indexing, iterating; its other methods are in `str_methods` and `str_format`.

use super::sequence::is_exact;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::slice::{Bounds, Slice};
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Payload, Ref, Runtime, Special, Str, Value, make};
use sync::atomic::{AtomicUsize, Ordering};
use text::{FormatSpec, quote};

/// The payload of an iterator over a str.
pub struct StrIterator<R: Runtime> {
    string: Ref<R, Str<R>>,
    /// The next character's place in bytes.
    offset: AtomicUsize,
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for StrIterator<R> {
    const NAME: &'static str = "str_iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(self.string.value());
    }
}

impl<R: Runtime> StrIterator<R> {
    /// The next character.
    #[inline]
    pub(crate) fn advance(&self) -> Option<char> {
        // Relaxed: threads that share an iterator may see a character twice, never anything else: each offset stored is
        // the beginning of a character, or the end.
        let offset = self.offset.load(Ordering::Relaxed);
        let character = self.string.as_str()[offset..].chars().next()?;
        self.offset.store(offset + character.len_utf8(), Ordering::Relaxed); // Relaxed: as above.
        Some(character)
    }

    fn rest(&self) -> &str {
        &self.string.as_str()[self.offset.load(Ordering::Relaxed)..] // Relaxed: as above.
    }
}

/// The receiver, of which it is known that it is a str.
pub(super) fn own<R: Runtime>(value: &Value<R>) -> &str {
    value.as_ref::<Str<R>>().map_or("", |string| string.as_str())
}

/// The receiver as a str of class `str` itself.
pub(super) fn exact<R: Runtime>(vm: &Vm<R>, value: &Value<R>) -> Value<R> {
    if is_exact(value) { value.clone() } else { vm.new_str(own(value)) }
}

/// A part of the receiver: itself if that is all of it.
pub(super) fn part_of<R: Runtime>(vm: &Vm<R>, receiver: &Value<R>, part: &str) -> Value<R> {
    if part.len() == own(receiver).len() { exact(vm, receiver) } else { short(vm, part) }
}

/// A new str, shared if it is one ASCII character.
pub(super) fn short<R: Runtime>(vm: &Vm<R>, text: &str) -> Value<R> {
    match text.as_bytes() {
        [byte] if byte.is_ascii() => vm.new_character(char::from(*byte)),
        _ => vm.new_str(text),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, object, encoding, errors] = arguments else {
        return Err(vm.system_error("str.__new__ takes a class"));
    };
    let class: Ref<R, Class<R>> = vm.class_argument(class)?;
    let text = match object.given() {
        None => vm.intern("").into_value(),
        Some(object) if encoding.given().is_some() || errors.given().is_some() => {
            decode_argument(vm, object, encoding, errors)?
        }
        Some(object) => vm.str(object)?.into_value(),
    };
    if class.value().is(vm.types().str.value()) {
        return Ok(text);
    }
    vm.new_object_of(&class, Str::boxed(own(&text).into()))
}

fn decode_argument<R: Runtime>(
    vm: &mut Vm<R>,
    object: &Value<R>,
    encoding: &Value<R>,
    errors: &Value<R>,
) -> Return<R> {
    for (name, argument) in [("encoding", encoding), ("errors", errors)] {
        if argument.is_none() {
            return Err(vm.type_error(&format!("str() argument '{name}' must be str, not NoneType")));
        }
    }
    let (encoding, errors) = codec_arguments(vm, encoding, errors, "str")?;
    if object.as_ref::<Str<R>>().is_some() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    if vm.bytes_like(object).is_none() {
        let message = format!("decoding to str: need a bytes-like object, {} found", vm.type_name(object));
        return Err(vm.type_error(&message));
    }
    vm.decode(object, encoding, errors)
}

/// The texts of the arguments `encoding` and `errors`, or their defaults.
pub(super) fn codec_arguments<'a, R: Runtime>(
    vm: &mut Vm<R>,
    encoding: &'a Value<R>,
    errors: &'a Value<R>,
    function: &str,
) -> Return<R, (&'a str, &'a str)> {
    let encoding = match encoding.given() {
        Some(encoding) => vm.c_text_argument(encoding, &format!("{function}() argument 'encoding'"))?,
        None => "utf-8",
    };
    let errors = match errors.given() {
        Some(errors) => vm.c_text_argument(errors, &format!("{function}() argument 'errors'"))?,
        None => "strict",
    };
    Ok((encoding, errors))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_string(quote::repr_str(own(&arguments[0]))))
}

fn str<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(exact(vm, &arguments[0]))
}

fn format<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let spec = vm.str_argument(&arguments[1], "__format__() argument")?;
    if spec.is_empty() {
        return Ok(vm.str(&arguments[0])?.into_value());
    }
    let name = vm.type_name(&arguments[0]);
    let text = FormatSpec::parse(spec, text::format_spec::Target::Text, &name)
        .and_then(|spec| text::format_spec::format_str(own(&arguments[0]), &spec, &name));
    let text = vm.raised(text)?;
    Ok(vm.new_string(text))
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let hash = arguments[0].as_ref::<Str<R>>().map_or(0, |string| string.hash());
    Ok(vm.new_int(hash))
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = arguments[0].as_ref::<Str<R>>().map_or(0, |string| string.characters());
    Ok(vm.new_usize(length))
}

macro_rules! comparisons {
    ($($name:ident $comparison:ident,)*) => {
        $(fn $name<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            match arguments[1].as_ref::<Str<R>>() {
                Some(other) => {
                    let order = text::surrogate::compare(own(&arguments[0]), other.as_str());
                    Ok(Value::bool(Comparison::$comparison.of(order)))
                }
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        })*
    };
}

comparisons! { eq Eq, ne Ne, lt Lt, le Le, gt Gt, ge Ge, }

fn add<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match arguments[1].as_ref::<Str<R>>() {
        Some(other) => Ok(make::concatenation(vm, own(&arguments[0]), other.as_str()).into_value()),
        None => Err(vm.not_concatenated(&arguments[0], &arguments[1])),
    }
}

/// How often to repeat a sequence; None if the value is no integer.
pub(super) fn repetitions<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<usize>> {
    vm.repetitions(value)
}

impl<R: Runtime> Vm<R> {
    /// How often a sequence is to be repeated that is multiplied by a value; None if that is no integer.
    pub fn repetitions(&mut self, value: &Value<R>) -> Return<R, Option<usize>> {
        if !self.is_int(value) && self.class_of(value).special(self, Special::Index).is_none() {
            return Ok(None);
        }
        match i64::try_from(self.index_integer(value)?) {
            Ok(count) => Ok(Some(usize::try_from(count).unwrap_or(0))),
            Err(_) => Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
        }
    }
}

fn mul<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(count) = repetitions(vm, &arguments[1])? else {
        return Err(vm.not_repeated(&arguments[1]));
    };
    let text = own(&arguments[0]);
    if count == 1 {
        return Ok(exact(vm, &arguments[0]));
    }
    let is_countable =
        |length: usize| length.checked_mul(count).is_some_and(|length| length <= isize::MAX as usize);
    if !is_countable(text.len()) && !is_countable(text.chars().count()) {
        return Err(vm.overflow_error("repeated string is too long"));
    }
    vm.raised(text::error::check_length(text.len().saturating_mul(count)))?;
    Ok(vm.new_string(text.repeat(count)))
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match arguments[1].as_ref::<Str<R>>() {
        Some(part) => Ok(Value::bool(own(&arguments[0]).contains(part.as_str()))),
        None => {
            let name = vm.type_name(&arguments[1]);
            Err(vm.type_error(&format!("'in <string>' requires string as left operand, not {name}")))
        }
    }
}

fn getitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(string) = arguments[0].as_ref::<Str<R>>() else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some(slice) = arguments[1].as_ref::<Slice<R>>() {
        let bounds = vm.slice_bounds(slice)?;
        return sliced(vm, string, bounds);
    }
    if !vm.is_int(&arguments[1]) && vm.class_of(&arguments[1]).special(vm, Special::Index).is_none() {
        let name = vm.type_name(&arguments[1]);
        return Err(vm.type_error(&format!("string indices must be integers, not '{name}'")));
    }
    let position = vm.subscript(&arguments[1])?;
    let place = text::window::item(string.characters(), position);
    match place.and_then(|place| string.character(place)) {
        Some(character) => Ok(vm.new_character(character)),
        None => Err(vm.index_error("string index out of range")),
    }
}

/// `str[start:stop:step]`
pub(crate) fn sliced<R: Runtime>(vm: &mut Vm<R>, string: &Ref<R, Str<R>>, bounds: Bounds) -> Return<R> {
    let selection = bounds.select(string.characters());
    let text = string.as_str();
    if selection.count == 0 {
        return Ok(vm.intern("").into_value());
    }
    if selection.step == 1 {
        let start = string.offset_of(selection.start as usize);
        let end = string.offset_of(selection.start as usize + selection.count);
        return Ok(part_of(vm, string.value(), &text[start..end]));
    }
    if string.is_ascii() {
        let bytes = text.as_bytes();
        let picked: String = selection.indices().map(|index| char::from(bytes[index])).collect();
        return Ok(vm.new_string(picked));
    }
    let characters: Vec<char> = text.chars().collect();
    let picked: String = selection.indices().map(|index| characters[index]).collect();
    Ok(vm.new_string(picked))
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let string = vm.str_handle(&arguments[0])?;
    let is_ascii = string.is_ascii();
    let iterator = StrIterator { string, offset: AtomicUsize::new(0) };
    if is_ascii {
        let class = vm.types().ascii_iterator.clone();
        return vm.new_object_of(&class, iterator);
    }
    Ok(vm.new_object(iterator))
}

fn getnewargs<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = exact(vm, &arguments[0]);
    Ok(vm.new_tuple(vec![text]))
}

fn iterator_itself<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

fn iterator_next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match arguments[0].as_ref::<StrIterator<R>>().and_then(|iterator| iterator.advance()) {
        Some(character) => Ok(vm.new_character(character)),
        None => Ok(Value::UNBOUND),
    }
}

fn iterator_length_hint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let rest = arguments[0].as_ref::<StrIterator<R>>().map_or(0, |iterator| iterator.rest().chars().count());
    Ok(vm.new_usize(rest))
}

fn iterator_reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(iterator) = arguments[0].as_ref::<StrIterator<R>>() else { return Ok(Value::NONE) };
    let left = iterator.rest().chars().count();
    let position = iterator.string.characters() - left;
    let empty = vm.new_str("");
    super::iterators::indexed(vm, iterator.string.value(), (left > 0).then_some(position), empty)
}

fn iterator_set_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let position = usize::try_from(vm.index(&arguments[1])?).unwrap_or(0);
    let Some(iterator) = arguments[0].as_ref::<StrIterator<R>>() else { return Ok(Value::NONE) };
    let text = iterator.string.as_str();
    let offset = text.char_indices().nth(position).map_or(text.len(), |(offset, _)| offset);
    iterator.offset.store(offset, Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    Ok(Value::NONE)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().str.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, object='', encoding='utf-8', errors='strict')", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", str),
            ("__format__(self, format_spec, /)", format),
            ("__hash__(self, /)", hash),
            ("__len__(self, /)", len),
            ("__eq__(self, value, /)", eq),
            ("__ne__(self, value, /)", ne),
            ("__lt__(self, value, /)", lt),
            ("__le__(self, value, /)", le),
            ("__gt__(self, value, /)", gt),
            ("__ge__(self, value, /)", ge),
            ("__add__(self, value, /)", add),
            ("__mul__(self, value, /)", mul),
            ("__rmul__(self, value, /)", mul),
            ("__mod__(self, value, /)", super::str_format::modulo),
            ("__rmod__(self, value, /)", super::str_format::reflected_modulo),
            ("__contains__(self, key, /)", contains),
            ("__getitem__(self, key, /)", getitem),
            ("__iter__(self, /)", iter),
            ("__getnewargs__(self, /)", getnewargs),
            ("format(self, /, *args, **kwargs)", super::str_format::format),
            ("format_map(self, mapping, /)", super::str_format::format_map),
        ])
        .finish();
    super::str_methods::install(vm);
    let of_any = ClassBuilder::new::<StrIterator<R>>(vm, "builtins", "str_iterator", None).finish();
    let of_ascii = vm.types().ascii_iterator.clone();
    for class in [of_any, of_ascii] {
        ClassBuilder::extend(vm, &class)
            .methods(&[
                ("__iter__(self, /)", iterator_itself),
                ("__next__(self, /)", iterator_next),
                ("__length_hint__(self, /)", iterator_length_hint),
                ("__reduce__(self, /)", iterator_reduce),
                ("__setstate__(self, object, /)", iterator_set_state),
            ])
            .sealed()
            .finish();
    }
}
