//! `_blake2`: BLAKE2 with all of its parameters.

use super::{Facts, Function, Hash, data};
use crate::system::int_or;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Guarded, Ref, Runtime, Value};

use num_bigint::Sign;
use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::RangeInclusive;

impl Function for blake2b_simd::State {
    fn update(&mut self, data: &[u8]) {
        self.update(data);
    }

    fn digest(&self) -> Vec<u8> {
        self.finalize().as_bytes().to_vec()
    }

    fn extended(&self, _: usize) -> Option<Vec<u8>> {
        None
    }

    fn copy(&self) -> Box<dyn Function> {
        Box::new(self.clone())
    }
}

impl Function for blake2s_simd::State {
    fn update(&mut self, data: &[u8]) {
        self.update(data);
    }

    fn digest(&self) -> Vec<u8> {
        self.finalize().as_bytes().to_vec()
    }

    fn extended(&self, _: usize) -> Option<Vec<u8>> {
        None
    }

    fn copy(&self) -> Box<dyn Function> {
        Box::new(self.clone())
    }
}

/// What the two variants differ in.
struct Variant {
    name: &'static str,
    /// As messages call it.
    title: &'static str,
    block: usize,
    /// Most bytes of a digest, of a key; of salt and personalization.
    longest: usize,
    salt: usize,
    /// Most that an offset may be.
    offset: u64,
}

const BLAKE2B: Variant =
    Variant { name: "blake2b", title: "Blake2b", block: 128, longest: 64, salt: 16, offset: u64::MAX };
const BLAKE2S: Variant =
    Variant { name: "blake2s", title: "Blake2s", block: 64, longest: 32, salt: 8, offset: (1 << 48) - 1 };

/// The parameters that are given, checked.
struct Parameters {
    digest: usize,
    key: Vec<u8>,
    salt: Vec<u8>,
    person: Vec<u8>,
    fanout: u8,
    depth: u8,
    leaf: u32,
    offset: u64,
    node_depth: u8,
    inner: usize,
    last: bool,
}

/// A number that is an `unsigned long` in C, or what is called so there.
fn unsigned<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, kind: &str) -> Return<R, u64> {
    let Some(value) = value.given() else { return Ok(0) };
    let integer = vm.index_integer(value)?;
    u64::try_from(&integer).map_err(|_| match integer.sign() {
        Sign::Minus => vm.value_error("Cannot convert negative int"),
        _ => vm.overflow_error(&format!("Python int too large for C {kind}")),
    })
}

/// A number that has been read, if it is one of these.
fn within<R: Runtime>(
    vm: &mut Vm<R>,
    number: i32,
    range: RangeInclusive<i32>,
    message: impl FnOnce() -> String,
) -> Return<R, usize> {
    match usize::try_from(number) {
        Ok(fits) if range.contains(&number) => Ok(fits),
        _ => Err(vm.value_error(&message())),
    }
}

fn bytes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<u8>> {
    match value.given() {
        Some(value) => vm.expect_bytes_like(value).map(Cow::into_owned),
        None => Ok(Vec::new()),
    }
}

fn check_length<R: Runtime>(vm: &mut Vm<R>, bytes: &[u8], longest: usize, what: &str) -> Return<R, ()> {
    if bytes.len() > longest {
        return Err(vm.value_error(&format!("maximum {what} length is {longest} bytes")));
    }
    Ok(())
}

fn parameters<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    variant: &Variant,
) -> Return<R, Parameters> {
    let longest = variant.longest as i32;
    // All are read before any is looked at.
    let digest = int_or(vm, &arguments[2], longest)?;
    let (key, salt, person) =
        (bytes(vm, &arguments[3])?, bytes(vm, &arguments[4])?, bytes(vm, &arguments[5])?);
    let (fanout, depth) = (int_or(vm, &arguments[6], 1)?, int_or(vm, &arguments[7], 1)?);
    let leaf = unsigned(vm, &arguments[8], "unsigned long")?;
    let offset = unsigned(vm, &arguments[9], "unsigned long long")?;
    let (node_depth, inner) = (int_or(vm, &arguments[10], 0)?, int_or(vm, &arguments[11], 0)?);
    let last = vm.flag(&arguments[12], false)?;
    let digest = within(vm, digest, 1..=longest, || {
        format!(
            "digest_size for {} must be between 1 and {longest} bytes, here it is {digest}",
            variant.title
        )
    })?;
    check_length(vm, &salt, variant.salt, "salt")?;
    check_length(vm, &person, variant.salt, "person")?;
    let fanout = within(vm, fanout, 0..=255, || "fanout must be between 0 and 255".into())? as u8;
    let depth = within(vm, depth, 1..=255, || "depth must be between 1 and 255".into())? as u8;
    let Ok(leaf) = u32::try_from(leaf) else { return Err(vm.overflow_error("leaf_size is too large")) };
    if offset > variant.offset {
        return Err(vm.overflow_error("node_offset is too large"));
    }
    let node_depth = within(vm, node_depth, 0..=255, || "node_depth must be between 0 and 255".into())? as u8;
    let inner = within(vm, inner, 0..=longest, || format!("inner_size must be between 0 and is {longest}"))?;
    check_length(vm, &key, variant.longest, "key")?;
    Ok(Parameters { digest, key, salt, person, fanout, depth, leaf, offset, node_depth, inner, last })
}

fn padded(bytes: &[u8], length: usize) -> Vec<u8> {
    let mut padded = bytes.to_vec();
    padded.resize(length, 0);
    padded
}

fn new_b<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let given = parameters(vm, arguments, &BLAKE2B)?;
    let state = blake2b_simd::Params::new()
        .hash_length(given.digest)
        .key(&given.key)
        .salt(&padded(&given.salt, BLAKE2B.salt))
        .personal(&padded(&given.person, BLAKE2B.salt))
        .fanout(given.fanout)
        .max_depth(given.depth)
        .max_leaf_length(given.leaf)
        .node_offset(given.offset)
        .node_depth(given.node_depth)
        .inner_hash_length(given.inner)
        .last_node(given.last)
        .to_state();
    finish(vm, arguments, &BLAKE2B, given.digest, Box::new(state))
}

fn new_s<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let given = parameters(vm, arguments, &BLAKE2S)?;
    let state = blake2s_simd::Params::new()
        .hash_length(given.digest)
        .key(&given.key)
        .salt(&padded(&given.salt, BLAKE2S.salt))
        .personal(&padded(&given.person, BLAKE2S.salt))
        .fanout(given.fanout)
        .max_depth(given.depth)
        .max_leaf_length(given.leaf)
        .node_offset(given.offset)
        .node_depth(given.node_depth)
        .inner_hash_length(given.inner)
        .last_node(given.last)
        .to_state();
    finish(vm, arguments, &BLAKE2S, given.digest, Box::new(state))
}

fn finish<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    variant: &Variant,
    digest: usize,
    mut function: Box<dyn Function>,
) -> Return<R> {
    let class: Ref<R, Class<R>> = vm.class_argument(&arguments[0])?;
    if let Some(first) = arguments[1].given().or(arguments.get(14).and_then(Value::given)) {
        function.update(&data(vm, first)?);
    }
    let facts = Facts { name: variant.name, digest, block: variant.block };
    vm.new_object_of(&class, Hash { facts, function: Guarded::new(function), _runtime: PhantomData })
}

/// Makes `_blake2`.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    const REST: &str = "key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None";
    let module = vm.new_module("_blake2");
    for (variant, new) in [(BLAKE2B, new_b as interpreter::NativeCall<R>), (BLAKE2S, new_s)] {
        let (longest, salt) = (variant.longest as i64, variant.salt as i64);
        let class = super::class(vm, "_blake2", variant.name, false);
        let class = ClassBuilder::extend(vm, &class)
            .constructor(&format!("__new__(cls, data=b'', *, digest_size={longest}, {REST})"), new)
            .attribute("MAX_DIGEST_SIZE", Value::small_int(longest))
            .attribute("MAX_KEY_SIZE", Value::small_int(longest))
            .attribute("SALT_SIZE", Value::small_int(salt))
            .attribute("PERSON_SIZE", Value::small_int(salt))
            .finish();
        for (name, value) in [
            ("SALT_SIZE", salt),
            ("PERSON_SIZE", salt),
            ("MAX_KEY_SIZE", longest),
            ("MAX_DIGEST_SIZE", longest),
        ] {
            let name = format!("{}_{name}", variant.name.to_uppercase());
            vm.module_set(&module, &name, Value::small_int(value));
        }
        vm.module_set(&module, variant.name, class.into_value());
    }
    Ok(module)
}
