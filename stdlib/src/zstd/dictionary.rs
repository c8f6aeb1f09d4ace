//! `ZstdDict`: what compressor and decompressor both know beforehand.

use super::{error, failed, int};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;
use std::sync::Arc;
use zstd_safe::zstd_sys::{ZDICT_finalizeDictionary, ZDICT_params_t};

/// A dictionary has at least so many bytes.
const LEAST: usize = 8;

/// How a dictionary is used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Made ready once for all.
    Digested,
    /// Made ready each time.
    Undigested,
    /// As what came before the data, for one frame.
    Prefix,
}

/// The payload of `ZstdDict`.
struct Dictionary<R: Runtime> {
    content: Arc<[u8]>,
    identifier: u32,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Dictionary<R> {
    const NAME: &'static str = "ZstdDict";
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Dictionary<R>>> {
    match value.as_ref::<Dictionary<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("a ZstdDict is needed")),
    }
}

/// The content of a `zstd_dict` argument and its use: a dictionary, or a pair of one and a number.
pub(super) fn argument<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    default: Use,
) -> Return<R, (Arc<[u8]>, Use)> {
    if let Some(own) = value.as_ref::<Dictionary<R>>() {
        return Ok((own.content.clone(), default));
    }
    if let Some([dictionary, number]) = vm.as_tuple(value)
        && let Some(own) = dictionary.as_ref::<Dictionary<R>>()
        && let Some(number) = vm.as_i64(number)
    {
        match number {
            0 => return Ok((own.content.clone(), Use::Digested)),
            1 => return Ok((own.content.clone(), Use::Undigested)),
            2 => return Ok((own.content.clone(), Use::Prefix)),
            _ => {}
        }
    }
    Err(vm.type_error("zstd_dict argument should be a ZstdDict object."))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    let content: Arc<[u8]> = vm.expect_bytes_like(&arguments[1])?.into_owned().into();
    let is_raw = vm.flag(&arguments[2], false)?;
    if content.len() < LEAST {
        let message = "Zstandard dictionary content too short (must have at least eight bytes)";
        return Err(vm.value_error(message));
    }
    let identifier = match zstd_safe::get_dict_id_from_dict(&content) {
        _ if is_raw => 0,
        Some(identifier) => identifier.into(),
        None => return Err(vm.value_error("invalid Zstandard dictionary")),
    };
    vm.new_object_of(&class, Dictionary { content, identifier, _runtime: PhantomData })
}

/// The dictionary for use in a certain way.
fn used<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, way: Use) -> Return<R> {
    own(vm, value)?;
    Ok(vm.new_pair(value.clone(), Value::small_int(way as i64)))
}

/// Samples, their sizes, and how many bytes a dictionary made of them may have.
fn samples<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, (Vec<u8>, Vec<usize>, usize)> {
    let bytes = vm.expect_bytes_like(&arguments[0])?.into_owned();
    let Some(items) = vm.as_tuple(&arguments[1]) else {
        return Err(vm.type_error("samples_sizes argument should be a tuple"));
    };
    let mut sizes = Vec::with_capacity(items.len());
    for item in items {
        let Ok(size) = usize::try_from(vm.index(item)?) else {
            return Err(vm.value_error("Items in samples_sizes should be an int object, with a value between 0 and 18446744073709551615"));
        };
        sizes.push(size);
    }
    let total = sizes.iter().try_fold(0_usize, |total, &size| total.checked_add(size));
    if total != Some(bytes.len()) {
        return Err(vm.value_error("The samples size tuple doesn't match the concatenation's size."));
    }
    let size = usize::try_from(vm.index(&arguments[2])?).ok().filter(|&size| size > 0 && size <= MOST);
    match size {
        Some(size) => Ok((bytes, sizes, size)),
        None => Err(vm.value_error("dict_size argument should be positive number.")),
    }
}

/// A dictionary of more bytes is of no use: the library counts in 32 bits.
const MOST: usize = u32::MAX as usize;

/// `train_dict(samples_bytes, samples_sizes, dict_size)`
pub(super) fn train<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (bytes, sizes, size) = samples(vm, arguments)?;
    let trained = vm.detached(|| {
        let mut made = Vec::new();
        made.try_reserve_exact(size).ok()?;
        Some(zstd_safe::train_from_buffer(&mut made, &bytes, &sizes).map(|_| made))
    });
    match trained {
        Some(Ok(made)) => Ok(vm.new_bytes(&made)),
        Some(Err(code)) => Err(failed(vm, "Unable to train the Zstandard dictionary", code)),
        None => Err(vm.memory_error()),
    }
}

/// `finalize_dict(custom_dict_bytes, samples_bytes, samples_sizes, dict_size, compression_level)`
pub(super) fn finalize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let content = vm.expect_bytes_like(&arguments[0])?.into_owned();
    let (bytes, sizes, size) = samples(vm, &arguments[1..])?;
    let level = int(vm, &arguments[4])?;
    let Ok(count) = u32::try_from(sizes.len()) else { return Err(error(vm, "too many samples")) };
    let finalized = vm.detached(|| {
        let mut made: Vec<u8> = Vec::new();
        made.try_reserve_exact(size).ok()?;
        made.resize(size, 0);
        let parameters = ZDICT_params_t { compressionLevel: level, notificationLevel: 0, dictID: 0 };
        // SAFETY: all buffers are as long as is said, and the sizes of the samples add up to that of theirs.
        let code = unsafe {
            ZDICT_finalizeDictionary(
                made.as_mut_ptr().cast(),
                made.len(),
                content.as_ptr().cast(),
                content.len(),
                bytes.as_ptr().cast(),
                sizes.as_ptr(),
                count,
                parameters,
            )
        };
        // The library's errors are the numbers beyond every length.
        Some(if code > size {
            Err(code)
        } else {
            made.truncate(code);
            Ok(made)
        })
    });
    match finalized {
        Some(Ok(made)) => Ok(vm.new_bytes(&made)),
        Some(Err(code)) => Err(failed(vm, "Unable to finalize the Zstandard dictionary", code)),
        None => Err(vm.memory_error()),
    }
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<Dictionary<R>>(vm, "compression.zstd", "ZstdDict", None)
        .constructor("__new__(cls, dict_content, /, *, is_raw=False)", new)
        .methods(&[
            ("__len__(self, /)", |vm, arguments| {
                let length = own(vm, &arguments[0])?.content.len();
                Ok(vm.new_usize(length))
            }),
            ("__repr__(self, /)", |vm, arguments| {
                let own = own(vm, &arguments[0])?;
                let shown = format!("<ZstdDict dict_id={} dict_size={}>", own.identifier, own.content.len());
                Ok(vm.new_string(shown))
            }),
        ])
        .getter("dict_content", |vm, value| {
            let own = own(vm, value)?;
            Ok(vm.new_bytes(&own.content))
        })
        .getter("dict_id", |vm, value| {
            let identifier = own(vm, value)?.identifier;
            Ok(vm.new_int(identifier.into()))
        })
        .getter("as_digested_dict", |vm, value| used(vm, value, Use::Digested))
        .getter("as_undigested_dict", |vm, value| used(vm, value, Use::Undigested))
        .getter("as_prefix", |vm, value| used(vm, value, Use::Prefix))
        .finish();
    vm.module_set(module, "ZstdDict", class.into_value());
}
