//! `bytes`, and what it shares with `bytearray`: operators, indexing, iterating.

use super::bytearray::ByteArray;
use super::exports::{asking, pinned};
use super::str::{codec_arguments, repetitions};
use super::str_methods::iterator_or;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::slice::Slice;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Bytes, Class, Payload, Ref, Runtime, Special, Str, Value};
use std::borrow::Cow;
use sync::atomic::{AtomicUsize, Ordering};
use text::{percent, quote};

/// The payload of an iterator over the bytes of an object.
pub struct BytesIterator<R: Runtime> {
    source: Value<R>,
    position: AtomicUsize,
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for BytesIterator<R> {
    const NAME: &'static str = "bytes_iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.source);
    }
}

/// The bytes of the receiver, of which it is known that it is bytes-like.
pub(super) fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Cow<'a, [u8]> {
    vm.bytes_like(value).unwrap_or_default()
}

/// What `look` finds in the bytes of the receiver where they are: those of a bytearray are not copied, and nobody changes
/// them meanwhile.
pub(super) fn look_at<R: Runtime, T>(vm: &mut Vm<R>, value: &Value<R>, look: impl FnOnce(&[u8]) -> T) -> T {
    match value.as_ref::<ByteArray<R>>() {
        Some(array) => look(&vm.lock(array)),
        None => look(&own(vm, value)),
    }
}

/// A new object of the receiver's kind: bytes, or bytearray.
pub(super) fn alike<R: Runtime>(vm: &Vm<R>, receiver: &Value<R>, data: Vec<u8>) -> Value<R> {
    match receiver.as_ref::<ByteArray<R>>() {
        Some(_) => vm.new_bytearray(data),
        None => vm.new_bytes(&data),
    }
}

/// The receiver itself if it is bytes and unchanged, else a new object.
pub(super) fn part_of<R: Runtime>(vm: &Vm<R>, receiver: &Value<R>, part: &[u8]) -> Value<R> {
    match receiver.as_ref::<Bytes<R>>() {
        Some(bytes) if bytes.as_slice().len() == part.len() && !bytes.head().shape().is_heap() => {
            receiver.clone()
        }
        _ => alike(vm, receiver, part.to_vec()),
    }
}

/// A value as one byte. `what` begins the message of the ValueError.
pub(super) fn byte_value<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, what: &str) -> Return<R, u8> {
    let byte = match vm.as_i64(value) {
        Some(small) => u8::try_from(small).ok(),
        None => u8::try_from(vm.index_integer(value)?).ok(),
    };
    byte.ok_or_else(|| vm.value_error(&format!("{what} must be in range(0, 256)")))
}

/// The bytes that an iterable of integers gives.
pub(super) fn fill<R: Runtime>(vm: &mut Vm<R>, iterable: &Value<R>, what: &str) -> Return<R, Vec<u8>> {
    let mut data = Vec::new();
    vm.for_each(iterable, |vm, item| {
        data.push(byte_value(vm, &item, what)?);
        Ok(true)
    })?;
    Ok(data)
}

/// The bytes of a bytes-like object, of what its `__bytes__` answers, or of an iterable of integers.
pub(super) fn collect_bytes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<u8>> {
    if let Some(bytes) = vm.bytes_like(value) {
        return Ok(bytes.into_owned());
    }
    if let Some(bytes) = by_method(vm, value)? {
        return Ok(own(vm, &bytes).into_owned());
    }
    iterate(vm, value, "bytes")
}

fn by_method<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Option<Value<R>>> {
    let Some(result) = vm.call_special(value, Special::Bytes, &[])? else { return Ok(None) };
    if result.as_ref::<Bytes<R>>().is_none() {
        let message = format!("__bytes__ returned non-bytes (type {})", vm.type_name(&result));
        return Err(vm.type_error(&message));
    }
    Ok(Some(result))
}

/// The bytes of the items of an iterable, for an object of this class.
pub(super) fn iterate<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, class: &str) -> Return<R, Vec<u8>> {
    let message = format!("cannot convert '{}' object to {class}", vm.type_name(value));
    if value.as_ref::<Str<R>>().is_some() {
        return Err(vm.type_error(&message));
    }
    let iterator = iterator_or(vm, value, &message)?;
    fill(vm, &iterator, if class == "bytes" { "bytes" } else { "byte" })
}

/// As many bytes as there could be beside what CPython says of them.
const LARGEST: usize = isize::MAX as usize - 33;

/// What `bytes(source, encoding, errors)` holds.
pub(super) fn source_bytes<R: Runtime>(
    vm: &mut Vm<R>,
    source: &Value<R>,
    encoding: &Value<R>,
    errors: &Value<R>,
    class: &str,
) -> Return<R, Vec<u8>> {
    let coded = encoding.given().is_some() || errors.given().is_some();
    let (encoding_name, errors_name) = codec_arguments(vm, encoding, errors, class)?;
    let Some(source) = source.given() else {
        return match coded {
            true => Err(vm.type_error("encoding or errors without a string argument")),
            false => Ok(Vec::new()),
        };
    };
    if source.as_ref::<Str<R>>().is_some() {
        if encoding.given().is_none() {
            return Err(vm.type_error("string argument without an encoding"));
        }
        let encoded = vm.encode(source, encoding_name, errors_name)?;
        return Ok(own(vm, &encoded).into_owned());
    }
    if coded {
        let what = if encoding.given().is_some() { "encoding" } else { "errors" };
        return Err(vm.type_error(&format!("{what} without a string argument")));
    }
    if let Some(bytes) = vm.bytes_like(source) {
        return Ok(bytes.into_owned());
    }
    if let Some(integer) = count(vm, source)? {
        let Ok(count) = i64::try_from(integer) else {
            return Err(vm.overflow_error("cannot fit 'int' into an index-sized integer"));
        };
        let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("negative count")) };
        if class == "bytes" && count > LARGEST {
            return Err(vm.overflow_error("byte string is too large"));
        }
        vm.raised(text::error::check_length(count))?;
        return Ok(vec![0; count]);
    }
    iterate(vm, source, class)
}

/// How many zeros `bytes(source)` is, unless the source is no number: an `__index__` that raises TypeError says so too.
fn count<R: Runtime>(vm: &mut Vm<R>, source: &Value<R>) -> Return<R, Option<num_bigint::BigInt>> {
    if !vm.is_int(source) && vm.class_of(source).special(vm, Special::Index).is_none() {
        return Ok(None);
    }
    match vm.index_integer(source) {
        Ok(integer) => Ok(Some(integer)),
        Err(raised) => {
            let class = vm.exceptions().type_error.clone();
            if vm.is_raised(&raised, &class) { Ok(None) } else { Err(raised) }
        }
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let plain = class.value().is(vm.types().bytes.value());
    if plain
        && let Some(source) = arguments[1].given()
        && source.as_ref::<Bytes<R>>().is_some_and(|bytes| !bytes.head().shape().is_heap())
        && arguments[2].given().is_none()
        && arguments[3].given().is_none()
    {
        return Ok(source.clone());
    }
    let coded = arguments[2].given().is_some() || arguments[3].given().is_some();
    let by_method = match arguments[1].given() {
        Some(source) if !coded => by_method(vm, source)?,
        _ => None,
    };
    let data = match &by_method {
        Some(bytes) if plain => return Ok(bytes.clone()),
        Some(bytes) => own(vm, bytes).into_owned(),
        None => source_bytes(vm, &arguments[1], &arguments[2], &arguments[3], "bytes")?,
    };
    if plain {
        return Ok(vm.new_bytes(&data));
    }
    vm.new_object_of(&class, Bytes::new(data.into()))
}

fn fromhex<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let parsed = if let Some(bytes) = vm.bytes_like(&arguments[1]) {
        let text: String = bytes.iter().copied().map(char::from).collect();
        text::bytes_ops::from_hex(&text)
    } else {
        let Some(text) = vm.as_str(&arguments[1]) else {
            let name = vm.qualified_type_name(&arguments[1]);
            let message = format!("fromhex() argument must be str or bytes-like, not {name}");
            return Err(vm.type_error(&message));
        };
        text::bytes_ops::from_hex(text)
    };
    let data = vm.raised(parsed)?;
    let data = vm.new_bytes(&data);
    if arguments[0].is(vm.types().bytes.value()) {
        return Ok(data);
    }
    vm.call(&arguments[0], &[data])
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = quote::repr_bytes(&own(vm, &arguments[0]));
    Ok(vm.new_string(text))
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let hash = arguments[0].as_ref::<Bytes<R>>().map_or(0, |bytes| bytes.hash());
    Ok(vm.new_int(hash))
}

fn itself<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = own(vm, &arguments[0]);
    Ok(part_of(vm, &arguments[0], &data))
}

fn getnewargs<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let data = own(vm, &arguments[0]);
    let data = vm.new_bytes(&data);
    Ok(vm.new_tuple(vec![data]))
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = look_at(vm, &arguments[0], <[u8]>::len);
    Ok(vm.new_usize(length))
}

/// The bytes of what one of the two is compared with: `bytes` know `bytes`, and `bytearray`s whatever lends its bytes.
fn comparable<'o, R: Runtime>(vm: &mut Vm<R>, own: &Value<R>, other: &'o Value<R>) -> Option<Cow<'o, [u8]>> {
    if own.as_ref::<Bytes<R>>().is_some() && other.as_ref::<Bytes<R>>().is_none() {
        None
    } else {
        vm.bytes_like(other)
    }
}

macro_rules! comparisons {
    ($($name:ident $comparison:ident,)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            match comparable(vm, &arguments[0], &arguments[1]) {
                Some(other) => {
                    let ordering = own(vm, &arguments[0]).as_ref().cmp(other.as_ref());
                    Ok(Value::bool(Comparison::$comparison.of(ordering)))
                }
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        })*
    };
}

comparisons! { eq Eq, ne Ne, lt Lt, le Le, gt Gt, ge Ge, }

fn add<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(other) = vm.bytes_like(&arguments[1]) else {
        let (kind, other) = (vm.type_name(&arguments[0]), vm.type_name(&arguments[1]));
        return Err(vm.type_error(&format!("can't concat {other} to {kind}")));
    };
    let mut data = own(vm, &arguments[0]).into_owned();
    vm.raised(text::error::check_length(data.len() + other.len()))?;
    data.extend_from_slice(&other);
    Ok(alike(vm, &arguments[0], data))
}

fn mul<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(count) = repetitions(vm, &arguments[1])? else {
        return Err(vm.not_repeated(&arguments[1]));
    };
    let data = own(vm, &arguments[0]);
    if count == 1 {
        return Ok(part_of(vm, &arguments[0], &data));
    }
    let length = data.len().saturating_mul(count);
    if length > isize::MAX as usize && arguments[0].as_ref::<Bytes<R>>().is_some() {
        return Err(vm.overflow_error("repeated bytes are too long"));
    }
    vm.raised(text::error::check_length(length))?;
    Ok(alike(vm, &arguments[0], data.repeat(count)))
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if let Some(part) = asking(vm, arguments, |vm| vm.bytes_like(&arguments[1])) {
        let found = look_at(vm, &arguments[0], |data| text::bytes_ops::find(data, &part).is_some());
        return Ok(Value::bool(found));
    }
    if !vm.is_int(&arguments[1]) && vm.class_of(&arguments[1]).special(vm, Special::Index).is_none() {
        vm.expect_bytes_like(&arguments[1])?;
    }
    let byte = asking(vm, arguments, |vm| byte_value(vm, &arguments[1], "byte"))?;
    Ok(Value::bool(look_at(vm, &arguments[0], |data| data.contains(&byte))))
}

fn getitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let key = &arguments[1];
    if let Some(slice) = key.as_ref::<Slice<R>>() {
        if let Some(array) = arguments[0].as_ref::<ByteArray<R>>() {
            return part_of_array(vm, array, slice);
        }
        let data = own(vm, &arguments[0]);
        let selection = vm.select(slice, data.len())?;
        if selection.step == 1 {
            let start = selection.start as usize;
            return Ok(part_of(vm, &arguments[0], &data[start..start + selection.count]));
        }
        let picked = selection.indices().map(|index| data[index]).collect();
        return Ok(alike(vm, &arguments[0], picked));
    }
    let kind = if arguments[0].as_ref::<ByteArray<R>>().is_some() { "bytearray" } else { "byte" };
    if !vm.is_int(key) && vm.class_of(key).special(vm, Special::Index).is_none() {
        let message = format!("{kind} indices must be integers or slices, not {}", vm.type_name(key));
        return Err(vm.type_error(&message));
    }
    let index = vm.subscript(key)?;
    match byte_at(vm, &arguments[0], index) {
        Some(byte) => Ok(vm.new_int(i64::from(byte))),
        None if kind == "byte" => Err(vm.index_error("index out of range")),
        None => Err(vm.index_error("bytearray index out of range")),
    }
}

/// A slice of a bytearray, the rest of which is not copied.
fn part_of_array<R: Runtime>(
    vm: &mut Vm<R>,
    array: &Ref<R, ByteArray<R>>,
    slice: &Ref<R, Slice<R>>,
) -> Return<R> {
    let bounds = vm.slice_bounds(slice)?;
    let part = {
        let data = vm.lock(array);
        let selection = bounds.select(data.len());
        match selection.contiguous() {
            Some(range) => data[range].to_vec(),
            None => selection.indices().map(|index| data[index]).collect(),
        }
    };
    Ok(vm.new_bytearray(part))
}

/// The byte at an index, which may count from the end.
fn byte_at<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, index: i64) -> Option<u8> {
    let pick = |data: &[u8]| text::window::item(data.len(), index).map(|place| data[place]);
    match value.as_ref::<ByteArray<R>>() {
        Some(array) => pick(&vm.lock(array)),
        None => match value.as_ref::<super::memoryview::MemoryView<R>>() {
            Some(view) => view.byte_at(vm, index),
            None => pick(value.as_ref::<Bytes<R>>()?.as_slice()),
        },
    }
}

pub(super) fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = BytesIterator { source: arguments[0].clone(), position: AtomicUsize::new(0) };
    if arguments[0].as_ref::<ByteArray<R>>().is_some() {
        let class = vm.types().bytearray_iterator.clone();
        return vm.new_object_of(&class, iterator);
    }
    Ok(vm.new_object(iterator))
}

fn iterator_itself<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

fn iterator_next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(iterator) = arguments[0].as_ref::<BytesIterator<R>>() else { return Ok(Value::UNBOUND) };
    // Relaxed: threads that share an iterator may see a byte twice, never anything else.
    let position = iterator.position.load(Ordering::Relaxed);
    let byte = if position == usize::MAX { None } else { byte_at(vm, &iterator.source, position as i64) };
    let next = if byte.is_some() { position + 1 } else { usize::MAX };
    iterator.position.store(next, Ordering::Relaxed); // Relaxed: as above.
    Ok(byte.map_or(Value::UNBOUND, |byte| vm.new_int(i64::from(byte))))
}

fn iterator_hint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(iterator) = arguments[0].as_ref::<BytesIterator<R>>() else { return Ok(Value::small_int(0)) };
    let position = iterator.position.load(Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    let length = look_at(vm, &iterator.source, <[u8]>::len);
    Ok(vm.new_usize(length.saturating_sub(position)))
}

fn iterator_reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(iterator) = arguments[0].as_ref::<BytesIterator<R>>() else { return Ok(Value::NONE) };
    let position = iterator.position.load(Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    let empty = vm.new_tuple(vec![]);
    super::iterators::indexed(vm, &iterator.source, (position != usize::MAX).then_some(position), empty)
}

fn iterator_set_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let position = vm.index(&arguments[1])?.max(0) as usize;
    let Some(iterator) = arguments[0].as_ref::<BytesIterator<R>>() else { return Ok(Value::NONE) };
    iterator.position.store(position, Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    Ok(Value::NONE)
}

// ---- % ---------------------------------------------------------------------------------------------------------------

fn reflected_modulo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let is_bytes = |value: &Value<R>| value.as_ref::<Bytes<R>>().is_some();
    let is_array = |value: &Value<R>| value.as_ref::<ByteArray<R>>().is_some();
    let (template, other) = (&arguments[1], &arguments[0]);
    if is_bytes(template) && is_bytes(other) || is_array(template) && is_array(other) {
        return modulo(vm, &[arguments[1].clone(), arguments[0].clone()]);
    }
    Ok(Value::NOT_IMPLEMENTED)
}

fn modulo<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    pinned(vm, &arguments[0], |vm| filled(vm, arguments))
}

fn filled<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    // Each byte stands for the character of its number, and comes back at the end.
    let template: String = own(vm, &arguments[0]).iter().copied().map(char::from).collect();
    let mut values = super::str_format::Values::of_bytes(vm, &arguments[1]);
    let mut result = String::with_capacity(template.len() + 16);
    for piece in percent::Pieces::new(&template, values.mapping()) {
        let field = match vm.raised(piece)? {
            percent::Piece::Literal(text) => {
                result.push_str(text);
                continue;
            }
            percent::Piece::Field(field) => field,
        };
        let keyed = match field.key {
            Some(key) => {
                let key: Vec<u8> = key.chars().map(|character| character as u8).collect();
                let key = vm.new_bytes(&key);
                Some(values.by_key(vm, &key)?)
            }
            None => None,
        };
        let layout = field.layout(|| values.next_amount(vm))?;
        let value = match keyed {
            Some(value) => value,
            None => values.next(vm)?,
        };
        let text = match field.kind {
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => match vm.to_float(&value) {
                Ok(number) => layout.float(number),
                Err(raised) => {
                    let class = vm.exceptions().type_error.clone();
                    if !vm.is_raised(&raised, &class) {
                        return Err(raised);
                    }
                    let message = format!("float argument required, not {}", vm.type_name(&value));
                    return Err(vm.type_error(&message));
                }
            },
            's' | 'b' => {
                let bytes = formatted_bytes(vm, &value)?;
                layout.text(&bytes.iter().copied().map(char::from).collect::<String>())
            }
            'r' | 'a' => {
                let shown = vm.ascii(&value)?;
                layout.text(vm.as_str(&shown).unwrap_or_default())
            }
            'c' => layout.character(char::from(one_byte(vm, &value)?)),
            kind => match super::str_format::format_number(vm, kind, &layout, &value)? {
                Some(text) => Ok(text),
                None => Err(field.unsupported()),
            },
        };
        result.push_str(&vm.raised(text)?);
    }
    values.finish(vm, "bytes")?;
    Ok(alike(vm, &arguments[0], result.chars().map(|character| character as u8).collect()))
}

fn formatted_bytes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<u8>> {
    let holds = value.as_ref::<Bytes<R>>().is_some() || value.as_ref::<ByteArray<R>>().is_some();
    if !holds && let Some(bytes) = by_method(vm, value)? {
        return Ok(own(vm, &bytes).into_owned());
    }
    if let Some(bytes) = vm.bytes_like(value) {
        return Ok(bytes.into_owned());
    }
    let name = vm.type_name(value);
    let message =
        format!("%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'");
    Err(vm.type_error(&message))
}

fn one_byte<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, u8> {
    if let Some(bytes) = vm.bytes_like(value) {
        return match *bytes {
            [byte] => Ok(byte),
            _ => {
                let (class, length) = (vm.type_name(value), bytes.len());
                let message = format!(
                    "%c requires an integer in range(256) or a single byte, not a {class} object of length {length}"
                );
                Err(vm.type_error(&message))
            }
        };
    }
    if !vm.is_int(value) {
        let name = vm.qualified_type_name(value);
        let message = format!("%c requires an integer in range(256) or a single byte, not {name}");
        return Err(vm.type_error(&message));
    }
    let integer = vm.index_integer(value)?;
    u8::try_from(integer).map_err(|_| vm.overflow_error("%c arg not in range(256)"))
}

/// The methods that `bytes` and `bytearray` share, but for those in `bytes_methods`.
pub(super) fn install_shared<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) {
    ClassBuilder::extend(vm, class)
        .methods(&[
            ("__buffer__(self, flags, /)", super::memoryview::buffer),
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
            ("__mod__(self, value, /)", modulo),
            ("__rmod__(self, value, /)", reflected_modulo),
            ("__contains__(self, key, /)", contains),
            ("__getitem__(self, key, /)", getitem),
            ("__iter__(self, /)", iter),
        ])
        .class_method("fromhex(cls, string, /)", fromhex)
        .finish();
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().bytes.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, source=b'', encoding='utf-8', errors='strict')", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__str__(self, /)", |vm, arguments| {
                vm.warn_of_text("bytes")?;
                repr(vm, arguments)
            }),
            ("__hash__(self, /)", hash),
            ("__bytes__(self, /)", itself),
            ("__getnewargs__(self, /)", getnewargs),
        ])
        .finish();
    install_shared(vm, &class);
    super::bytes_methods::install(vm, &class);
    let of_bytes = ClassBuilder::new::<BytesIterator<R>>(vm, "builtins", "bytes_iterator", None).finish();
    let of_array = vm.types().bytearray_iterator.clone();
    for class in [of_bytes, of_array] {
        ClassBuilder::extend(vm, &class)
            .methods(&[
                ("__iter__(self, /)", iterator_itself),
                ("__next__(self, /)", iterator_next),
                ("__length_hint__(self, /)", iterator_hint),
                ("__reduce__(self, /)", iterator_reduce),
                ("__setstate__(self, object, /)", iterator_set_state),
            ])
            .sealed()
            .finish();
    }
}
