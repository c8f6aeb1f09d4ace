//! `_struct`: values as C lays them out. The format strings are `text::struct_format`.

mod formats;

use crate::{cmath, exceptions};
use formats::{Layout, Parsed};
use interpreter::{ClassBuilder, Complex, Raised, Return, Vm};
use object_model::{Bytes, Class, ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Special, Str, Value};
use std::marker::PhantomData;
use std::sync::OnceLock;
use text::struct_format::{self, Field, Format, Wants};

/// The payload of `Struct`.
struct Struct<R: Runtime> {
    /// Nothing until `__init__` has run.
    made: OnceLock<Parsed>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: written once.
unsafe impl<R: Runtime> Payload<R> for Struct<R> {
    const NAME: &'static str = "Struct";
}

/// The payload of what `iter_unpack` makes.
struct Unpacking<R: Runtime> {
    format: Format,
    data: Ref<R, Bytes<R>>,
    next: Guarded<usize>,
}

// SAFETY: immutable but for a guarded number.
unsafe impl<R: Runtime> Payload<R> for Unpacking<R> {
    const NAME: &'static str = "unpack_iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(self.data.value());
    }
}

impl<R: Runtime> Guard<R> for Unpacking<R> {
    type Guarded = usize;
    fn guarded(&self) -> &Guarded<usize> {
        &self.next
    }
}

fn error<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    exceptions::raise(vm, "_struct", "error", message)
}

fn raised<R: Runtime>(vm: &mut Vm<R>, wrong: text::Error) -> Raised<R> {
    match wrong.kind {
        text::Kind::Struct => error(vm, &wrong.message),
        _ => vm.text_error(wrong),
    }
}

/// The layout that an argument says: a str, bytes, or a Struct.
fn layout<'a, R: Runtime>(vm: &mut Vm<R>, format: &'a Value<R>) -> Return<R, Layout<'a>> {
    if let Some(known) = format.as_ref::<Struct<R>>() {
        return match known.made.get() {
            Some(made) => Ok(Layout::Own(made)),
            None => Err(vm.runtime_error("Struct object is not initialized")),
        };
    }
    let text = vm.as_str(format).or_else(|| std::str::from_utf8(vm.as_bytes(format)?).ok());
    if let Some(recent) = text.and_then(formats::recent) {
        return Ok(Layout::Recent(recent));
    }
    if text.is_none() {
        // What was asked for lately is looked for by its hash.
        vm.hash_of_key(format)?;
    }
    Ok(Layout::Recent(formats::keep(parsed(vm, format)?)))
}

/// A format that is given as text.
fn parsed<R: Runtime>(vm: &mut Vm<R>, format: &Value<R>) -> Return<R, Parsed> {
    let text: String = match (format.as_ref::<Str<R>>(), format.as_ref::<Bytes<R>>()) {
        (Some(text), _) => {
            vm.encode(format, "ascii", "strict")?;
            text.as_str().to_owned()
        }
        (_, Some(bytes)) => bytes.as_slice().iter().copied().map(char::from).collect(),
        _ => {
            let message =
                format!("Struct() argument 1 must be a str or bytes object, not {}", vm.type_name(format));
            return Err(vm.type_error(&message));
        }
    };
    if text.contains('\0') {
        return Err(error(vm, "embedded null character"));
    }
    match Format::parse(&text) {
        Ok(format) => Ok(Parsed { format, text: text.into() }),
        Err(wrong) => Err(raised(vm, wrong)),
    }
}

/// What a field is to be given.
enum Given<R: Runtime> {
    Number(struct_format::Value<'static>),
    Bytes(Value<R>),
}

fn given<R: Runtime>(vm: &mut Vm<R>, field: &Field, value: &Value<R>) -> Return<R, Given<R>> {
    Ok(match field.wants() {
        Wants::Integer => {
            if !vm.is_int(value) && vm.class_of(value).special(vm, Special::Index).is_none() {
                return Err(error(vm, "required argument is not an integer"));
            }
            let integer = match vm.as_i64(value) {
                Some(small) => text::Integer::Small(small),
                None => text::Integer::from(vm.index_integer(value)?),
            };
            Given::Number(struct_format::Value::Integer(integer))
        }
        Wants::Float => match vm.to_float(value) {
            Ok(float) => Given::Number(struct_format::Value::Float(float)),
            Err(_) => return Err(error(vm, "required argument is not a float")),
        },
        Wants::Complex => match cmath::parts(vm, value) {
            Ok((real, imaginary)) => Given::Number(struct_format::Value::Complex(real, imaginary)),
            Err(raised) if vm.is_raised(&raised, &vm.exceptions().type_error.clone()) => {
                return Err(error(vm, "required argument is not a complex"));
            }
            Err(raised) => return Err(raised),
        },
        Wants::Bool => Given::Number(struct_format::Value::Bool(vm.truth(value)?)),
        Wants::Bytes => match vm.bytes_like(value) {
            Some(bytes) => Given::Bytes(vm.new_bytes(&bytes)),
            None => return Err(raised(vm, field.not_bytes())),
        },
    })
}

/// The values, packed.
fn packed<R: Runtime>(
    vm: &mut Vm<R>,
    format: &Format,
    values: &[Value<R>],
    function: &str,
) -> Return<R, Vec<u8>> {
    let expected = format.length;
    if values.len() != expected {
        let message = format!("{function} expected {expected} items for packing (got {})", values.len());
        return Err(error(vm, &message));
    }
    let mut buffer = vm.zeros(format.size)?;
    for (field, value) in format.fields().zip(values) {
        let result = match given(vm, &field, value)? {
            Given::Number(number) => field.pack(number, &mut buffer),
            Given::Bytes(bytes) => {
                field.pack(struct_format::Value::Bytes(vm.as_bytes(&bytes).unwrap_or_default()), &mut buffer)
            }
        };
        result.map_err(|wrong| match field.wants() {
            Wants::Float if vm.is_int(value) => error(vm, "int too large to convert"),
            _ => raised(vm, wrong),
        })?;
    }
    Ok(buffer)
}

/// The values in a buffer of the format's size.
fn unpacked<R: Runtime>(vm: &Vm<R>, format: &Format, buffer: &[u8]) -> Value<R> {
    let values = format
        .fields()
        .map(|field| match field.unpack(buffer) {
            struct_format::Value::Integer(integer) => vm.new_text_integer(integer),
            struct_format::Value::Float(float) => Value::float(float),
            struct_format::Value::Complex(real, imaginary) => vm.new_object(Complex::new(real, imaginary)),
            struct_format::Value::Bool(truth) => Value::bool(truth),
            struct_format::Value::Bytes(bytes) => vm.new_bytes(bytes),
        })
        .collect();
    vm.new_tuple(values)
}

fn rest<'a, R: Runtime>(vm: &Vm<R>, value: &'a Value<R>) -> &'a [Value<R>] {
    vm.as_tuple(value).unwrap_or_default()
}

fn pack<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let layout = layout(vm, &arguments[0])?;
    let bytes = packed(vm, &layout.format, rest(vm, &arguments[1]), "pack")?;
    Ok(vm.new_bytes(&bytes))
}

/// Where an offset of a buffer is, if there is room for the structure from there on.
fn place<R: Runtime>(
    vm: &mut Vm<R>,
    offset: i64,
    length: usize,
    size: usize,
    packs: bool,
) -> Return<R, usize> {
    let whole = length as i64;
    let start = if offset < 0 { offset.saturating_add(whole) } else { offset };
    if offset < 0 && offset.saturating_add(size as i64) > 0 {
        let what = if packs { "no space to pack" } else { "not enough data to unpack" };
        return Err(error(vm, &format!("{what} {size} bytes at offset {offset}")));
    }
    match usize::try_from(start) {
        Err(_) => Err(error(vm, &format!("offset {offset} out of range for {length}-byte buffer"))),
        Ok(start) if start.saturating_add(size) > length => {
            let (function, verb) =
                if packs { ("pack_into", "packing") } else { ("unpack_from", "unpacking") };
            let message = format!(
                "{function} requires a buffer of at least {} bytes for {verb} {size} bytes at offset {offset} (actual buffer size is {length})",
                start.saturating_add(size)
            );
            Err(error(vm, &message))
        }
        Ok(start) => Ok(start),
    }
}

fn pack_into<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let layout = layout(vm, &arguments[0])?;
    let [buffer, offset, values @ ..] = rest(vm, &arguments[1]) else {
        let missing = if rest(vm, &arguments[1]).is_empty() { "buffer" } else { "offset" };
        return Err(error(vm, &format!("pack_into expected {missing} argument")));
    };
    if layout.format.length != values.len() {
        let message =
            format!("pack_into expected {} items for packing (got {})", layout.format.length, values.len());
        return Err(error(vm, &message));
    }
    let Ok(length) = vm.writable_len(buffer) else {
        let message = format!("argument must be read-write bytes-like object, not {}", vm.type_name(buffer));
        return Err(vm.type_error(&message));
    };
    let offset = vm.index(offset)?;
    let start = place(vm, offset, length, layout.format.size, true)?;
    let bytes = packed(vm, &layout.format, values, "pack_into")?;
    vm.overwrite(buffer, start, &bytes)?;
    Ok(Value::NONE)
}

fn unpack<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let layout = layout(vm, &arguments[0])?;
    let bytes = vm.expect_bytes_like(&arguments[1])?;
    let size = layout.format.size;
    if bytes.len() != size {
        return Err(error(vm, &format!("unpack requires a buffer of {size} bytes")));
    }
    Ok(unpacked(vm, &layout.format, &bytes))
}

fn unpack_from<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let layout = layout(vm, &arguments[0])?;
    let bytes = vm.expect_bytes_like(&arguments[1])?;
    let offset = match arguments[2].given() {
        Some(offset) => vm.index(offset)?,
        None => 0,
    };
    let size = layout.format.size;
    let start = place(vm, offset, bytes.len(), size, false)?;
    Ok(unpacked(vm, &layout.format, &bytes[start..start + size]))
}

fn iter_unpack<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let layout = layout(vm, &arguments[0])?;
    let bytes = vm.expect_bytes_like(&arguments[1])?;
    let size = layout.format.size;
    if size == 0 {
        return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
    }
    if bytes.len() % size != 0 {
        let message = format!("iterative unpacking requires a buffer of a multiple of {size} bytes");
        return Err(error(vm, &message));
    }
    let data = object_model::make::bytes(vm, &bytes);
    Ok(vm.new_object(Unpacking { format: layout.format.clone(), data, next: Guarded::new(0) }))
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Unpacking<R>>() else {
        return Err(vm.type_error("an unpack_iterator is needed"));
    };
    let size = own.format.size;
    let start = {
        let mut next = vm.lock(own);
        let start = *next;
        *next = start.saturating_add(size);
        start
    };
    match own.data.as_slice().get(start..start.saturating_add(size)) {
        Some(part) => Ok(unpacked(vm, &own.format, part)),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn left<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Unpacking<R>>() else { return Ok(Value::small_int(0)) };
    let next = *vm.lock(own);
    Ok(vm.new_usize(own.data.as_slice().len().saturating_sub(next) / own.format.size))
}

fn calculate_size<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let size = layout(vm, &arguments[0])?.format.size;
    Ok(vm.new_usize(size))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    vm.new_object_of(&class, Struct { made: OnceLock::new(), _runtime: PhantomData })
}

/// A structure gets its format, which it keeps: threads read it without a lock.
fn initialize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Struct<R>>() else {
        return Err(vm.type_error("a Struct is needed"));
    };
    let parsed = parsed(vm, &arguments[1])?;
    let text = parsed.text.clone();
    if own.made.get_or_init(|| parsed).text != text {
        return Err(vm.runtime_error("Struct object is initialized with another format"));
    }
    Ok(Value::NONE)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let layout = layout(vm, &arguments[0])?;
    let name = vm.class_ref(&arguments[0]).name();
    Ok(vm.new_string(format!("{name}({})", text::quote::repr_str(&layout.text))))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_struct");
    let exception = vm.exceptions().exception.clone();
    exceptions::define(vm, &module, "struct", "error", &exception)?;
    ClassBuilder::new::<Unpacking<R>>(vm, "_struct", "unpack_iterator", None)
        .iterator(next)
        .method("__length_hint__(self, /)", left)
        .sealed()
        .finish();
    let class = ClassBuilder::new::<Struct<R>>(vm, "_struct", "Struct", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, /, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, format)", initialize),
            ("__repr__(self, /)", repr),
            ("pack(self, /, *values)", pack),
            ("pack_into(self, /, *arguments)", pack_into),
            ("unpack(self, buffer, /)", unpack),
            ("unpack_from(self, /, buffer, offset=0)", unpack_from),
            ("iter_unpack(self, buffer, /)", iter_unpack),
        ])
        .getter("size", |vm, value| match value.as_ref::<Struct<R>>() {
            Some(own) if own.made.get().is_none() => Ok(Value::small_int(-1)),
            _ => calculate_size(vm, std::slice::from_ref(value)),
        })
        .getter("format", |vm, value| {
            let layout = layout(vm, value)?;
            Ok(vm.new_str(&layout.text))
        })
        .finish();
    vm.module_set(&module, "Struct", class.into_value());
    vm.module_functions(
        &module,
        "_struct",
        &[
            ("pack(format, /, *values)", pack),
            ("pack_into(format, /, *arguments)", pack_into),
            ("unpack(format, buffer, /)", unpack),
            ("unpack_from(format, /, buffer, offset=0)", unpack_from),
            ("iter_unpack(format, buffer, /)", iter_unpack),
            ("calcsize(format, /)", calculate_size),
            ("_clearcache()", |_, _| {
                formats::forget();
                Ok(Value::NONE)
            }),
        ],
    );
    Ok(module)
}
