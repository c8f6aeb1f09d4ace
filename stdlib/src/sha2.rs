//! `_sha2`: SHA-224, 256, 384 and 512, by the crate of that name.

use ::sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;

#[derive(Clone)]
enum Hash {
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl Hash {
    fn update(&mut self, data: &[u8]) {
        match self {
            Hash::Sha224(hash) => hash.update(data),
            Hash::Sha256(hash) => hash.update(data),
            Hash::Sha384(hash) => hash.update(data),
            Hash::Sha512(hash) => hash.update(data),
        }
    }

    fn digest(self) -> Vec<u8> {
        match self {
            Hash::Sha224(hash) => hash.finalize().to_vec(),
            Hash::Sha256(hash) => hash.finalize().to_vec(),
            Hash::Sha384(hash) => hash.finalize().to_vec(),
            Hash::Sha512(hash) => hash.finalize().to_vec(),
        }
    }

    /// Name, digest size and block size in bytes.
    fn facts(&self) -> (&'static str, i64, i64) {
        match self {
            Hash::Sha224(_) => ("sha224", 28, 64),
            Hash::Sha256(_) => ("sha256", 32, 64),
            Hash::Sha384(_) => ("sha384", 48, 128),
            Hash::Sha512(_) => ("sha512", 64, 128),
        }
    }
}

/// The payload of a hash object.
struct Sha<R: Runtime> {
    hash: Guarded<Hash>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: the hash is guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Sha<R> {
    const NAME: &'static str = "SHA2Type";
}

impl<R: Runtime> Guard<R> for Sha<R> {
    type Guarded = Hash;
    fn guarded(&self) -> &Guarded<Hash> {
        &self.hash
    }
}

fn sha<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Sha<R>>> {
    match value.as_ref::<Sha<R>>() {
        Some(sha) => Ok(sha),
        None => Err(vm.type_error("a hash object is needed")),
    }
}

fn data<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<u8>> {
    if vm.as_str(value).is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    if let Some(bytes) = vm.as_bytes(value) {
        return Ok(bytes.to_vec());
    }
    // Anything else with the bytes of a buffer.
    let bytes = vm.types().bytes.value().clone();
    let made = vm.call(&bytes, std::slice::from_ref(value))?;
    Ok(vm.as_bytes(&made).map_or(vec![], <[u8]>::to_vec))
}

fn make<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], mut hash: Hash) -> Return<R> {
    let given = arguments[0].given().or(arguments[2].given());
    if let Some(given) = given {
        hash.update(&data(vm, given)?);
    }
    Ok(vm.new_object(Sha { hash: Guarded::new(hash), _runtime: PhantomData }))
}

fn update<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let bytes = data(vm, &arguments[1])?;
    let sha = sha(vm, &arguments[0])?;
    vm.lock(sha).update(&bytes);
    Ok(Value::NONE)
}

fn state<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Hash> {
    let sha = sha(vm, value)?;
    Ok(vm.lock(sha).clone())
}

fn digest<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let digest = state(vm, &arguments[0])?.digest();
    Ok(vm.new_bytes(&digest))
}

fn hexdigest<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let digest = state(vm, &arguments[0])?.digest();
    Ok(vm.new_string(digest.iter().map(|byte| format!("{byte:02x}")).collect()))
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let hash = state(vm, &arguments[0])?;
    Ok(vm.new_object(Sha { hash: Guarded::new(hash), _runtime: PhantomData }))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_sha2");
    ClassBuilder::new::<Sha<R>>(vm, "_sha2", "SHA2Type", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .methods(&[
            ("update(self, obj, /)", update),
            ("digest(self, /)", digest),
            ("hexdigest(self, /)", hexdigest),
            ("copy(self, /)", copy),
        ])
        .getter("name", |vm, value| {
            let (name, _, _) = state(vm, value)?.facts();
            Ok(vm.new_str(name))
        })
        .getter("digest_size", |vm, value| {
            let (_, size, _) = state(vm, value)?.facts();
            Ok(vm.new_int(size))
        })
        .getter("block_size", |vm, value| {
            let (_, _, size) = state(vm, value)?.facts();
            Ok(vm.new_int(size))
        })
        .sealed()
        .finish();
    vm.module_functions(
        &module,
        "_sha2",
        &[
            ("sha224(data=b'', *, usedforsecurity=True, string=None)", |vm, arguments| {
                make(vm, arguments, Hash::Sha224(Sha224::new()))
            }),
            ("sha256(data=b'', *, usedforsecurity=True, string=None)", |vm, arguments| {
                make(vm, arguments, Hash::Sha256(Sha256::new()))
            }),
            ("sha384(data=b'', *, usedforsecurity=True, string=None)", |vm, arguments| {
                make(vm, arguments, Hash::Sha384(Sha384::new()))
            }),
            ("sha512(data=b'', *, usedforsecurity=True, string=None)", |vm, arguments| {
                make(vm, arguments, Hash::Sha512(Sha512::new()))
            }),
        ],
    );
    Ok(module)
}
