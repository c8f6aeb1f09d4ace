//! `_blake2`: BLAKE2 with all of its parameters.

use super::{Facts, Function, Hash, data};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, Guarded, Ref, Runtime, Value};

use std::marker::PhantomData;

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
    block: usize,
    /// Most bytes of a digest, of a key; of salt and personalization.
    longest: usize,
    salt: usize,
    /// Most that an offset may be.
    offset: u64,
}

const BLAKE2B: Variant = Variant { name: "blake2b", block: 128, longest: 64, salt: 16, offset: u64::MAX };
const BLAKE2S: Variant = Variant { name: "blake2s", block: 64, longest: 32, salt: 8, offset: (1 << 48) - 1 };

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

fn number<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    default: u64,
    range: (u64, u64),
    what: &str,
) -> Return<R, u64> {
    let Some(value) = value.given() else { return Ok(default) };
    let integer = vm.index_integer(value)?;
    match u64::try_from(integer) {
        Ok(number) if (range.0..=range.1).contains(&number) => Ok(number),
        _ => Err(vm.value_error(&format!("{what} must be between {} and {}", range.0, range.1))),
    }
}

fn bytes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, longest: usize, what: &str) -> Return<R, Vec<u8>> {
    let Some(value) = value.given() else { return Ok(Vec::new()) };
    let bytes = data(vm, value)?;
    if bytes.len() > longest {
        return Err(vm.value_error(&format!("maximum {what} length is {longest} bytes")));
    }
    Ok(bytes)
}

fn parameters<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    variant: &Variant,
) -> Return<R, Parameters> {
    let longest = variant.longest as u64;
    Ok(Parameters {
        digest: number(vm, &arguments[2], longest, (1, longest), "digest_size")? as usize,
        key: bytes(vm, &arguments[3], variant.longest, "key")?,
        salt: bytes(vm, &arguments[4], variant.salt, "salt")?,
        person: bytes(vm, &arguments[5], variant.salt, "person")?,
        fanout: number(vm, &arguments[6], 1, (0, 255), "fanout")? as u8,
        depth: number(vm, &arguments[7], 1, (1, 255), "depth")? as u8,
        leaf: number(vm, &arguments[8], 0, (0, u64::from(u32::MAX)), "leaf_size")? as u32,
        offset: number(vm, &arguments[9], 0, (0, variant.offset), "node_offset")?,
        node_depth: number(vm, &arguments[10], 0, (0, 255), "node_depth")? as u8,
        inner: number(vm, &arguments[11], 0, (0, longest), "inner_size")? as usize,
        last: vm.flag(&arguments[12], false)?,
    })
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
