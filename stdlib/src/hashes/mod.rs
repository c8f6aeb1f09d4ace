//! `_md5`, `_sha1`, `_sha2`, `_sha3`, `_blake2`: the hash functions of `hashlib`, by the crates that implement them.

mod blake2;
mod derive;
mod hmac;
mod openssl;

use digest::DynDigest;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Value};
use sha3::digest::{ExtendableOutput, Update, XofReader};
use std::marker::PhantomData;

pub(crate) use blake2::init as init_blake2;
pub(crate) use openssl::init as init_hashlib;

/// A hash function in the middle of its work.
trait Function: Send + Sync {
    fn update(&mut self, data: &[u8]);
    fn digest(&self) -> Vec<u8>;
    /// A digest of any length, where there is one.
    fn extended(&self, length: usize) -> Option<Vec<u8>>;
    fn copy(&self) -> Box<dyn Function>;
}

/// A function whose digest has one length.
struct Fixed<D>(D);

impl<D: DynDigest + Clone + Send + Sync + 'static> Function for Fixed<D> {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    fn digest(&self) -> Vec<u8> {
        Box::new(self.0.clone()).finalize().into_vec()
    }

    fn extended(&self, _: usize) -> Option<Vec<u8>> {
        None
    }

    fn copy(&self) -> Box<dyn Function> {
        Box::new(Fixed(self.0.clone()))
    }
}

/// A function whose digest is as long as one likes.
struct Extendable<D>(D);

impl<D: Update + ExtendableOutput + Clone + Send + Sync + 'static> Function for Extendable<D> {
    fn update(&mut self, data: &[u8]) {
        Update::update(&mut self.0, data);
    }

    fn digest(&self) -> Vec<u8> {
        Vec::new()
    }

    fn extended(&self, length: usize) -> Option<Vec<u8>> {
        let mut digest = vec![0; length];
        self.0.clone().finalize_xof().read(&mut digest);
        Some(digest)
    }

    fn copy(&self) -> Box<dyn Function> {
        Box::new(Extendable(self.0.clone()))
    }
}

/// What is known of a function.
#[derive(Clone, Copy)]
struct Facts {
    name: &'static str,
    /// Bytes of a digest, or 0.
    digest: usize,
    block: usize,
}

/// The payload of a hash object.
struct Hash<R: Runtime> {
    facts: Facts,
    function: Guarded<Box<dyn Function>>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: the function is guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Hash<R> {
    const NAME: &'static str = "hash";
}

impl<R: Runtime> Guard<R> for Hash<R> {
    type Guarded = Box<dyn Function>;
    fn guarded(&self) -> &Guarded<Box<dyn Function>> {
        &self.function
    }
}

fn hash<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Hash<R>>> {
    match value.as_ref::<Hash<R>>() {
        Some(hash) => Ok(hash),
        None => Err(vm.type_error("a hash object is needed")),
    }
}

fn data<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Vec<u8>> {
    if vm.as_str(value).is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    match vm.bytes_like(value) {
        Some(bytes) => Ok(bytes.into_owned()),
        None => Err(vm.type_error("object supporting the buffer API required")),
    }
}

fn update<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let bytes = data(vm, &arguments[1])?;
    let hash = hash(vm, &arguments[0])?;
    vm.lock(hash).update(&bytes);
    Ok(Value::NONE)
}

/// The digest; of a length that is given, for a function that has any.
fn digest_bytes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, Vec<u8>> {
    let hash = hash(vm, &arguments[0])?;
    if let Some(length) = arguments.get(1) {
        let length = vm.index(length)?;
        let Some(length) = usize::try_from(length).ok().filter(|&length| length < 1 << 29) else {
            return Err(vm.value_error("value must be positive and below 2**29"));
        };
        return Ok(vm.lock(hash).extended(length).unwrap_or_default());
    }
    Ok(vm.lock(hash).digest())
}

fn digest<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let digest = digest_bytes(vm, arguments)?;
    Ok(vm.new_bytes(&digest))
}

fn hex_digest<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let digest = digest_bytes(vm, arguments)?;
    Ok(vm.new_string(digest.iter().map(|byte| format!("{byte:02x}")).collect()))
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = hash(vm, &arguments[0])?;
    let function = vm.lock(own).copy();
    let class = vm.class_of(&arguments[0]);
    let copy = Hash { facts: own.facts, function: Guarded::new(function), _runtime: PhantomData };
    vm.new_object_of(&class, copy)
}

fn hash_name<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let name = hash(vm, value)?.facts.name;
    Ok(vm.new_str(name))
}

/// A class of hash objects, all but their name; with the signatures of `update`, `digest` and `hexdigest`.
fn begin_class<'v, R: Runtime>(
    vm: &'v mut Vm<R>,
    module: &str,
    name: &str,
    base: Option<&Ref<R, Class<R>>>,
    [update_signature, digest_signature, hex_signature]: [&str; 3],
) -> ClassBuilder<'v, R> {
    ClassBuilder::with_layout(vm, module, name, base, Hash::<R>::LAYOUT, ClassFlags::NONE)
        .methods(&[
            (update_signature, update),
            (digest_signature, digest),
            (hex_signature, hex_digest),
            ("copy(self, /)", copy),
        ])
        .getter("digest_size", |vm, value| {
            let size = hash(vm, value)?.facts.digest;
            Ok(vm.new_usize(size))
        })
        .getter("block_size", |vm, value| {
            let size = hash(vm, value)?.facts.block;
            Ok(vm.new_usize(size))
        })
}

/// A class of hash objects of one function.
fn class<R: Runtime>(vm: &mut Vm<R>, module: &str, name: &str, extendable: bool) -> Ref<R, Class<R>> {
    let (digest_signature, hex_signature) = match extendable {
        true => ("digest(self, length)", "hexdigest(self, length)"),
        false => ("digest(self, /)", "hexdigest(self, /)"),
    };
    let update_signature = match module {
        "_md5" | "_sha1" | "_sha2" => "update(self, obj, /)",
        _ => "update(self, data, /)",
    };
    begin_class(vm, module, name, None, [update_signature, digest_signature, hex_signature])
        .getter("name", hash_name)
        .sealed()
        .finish()
}

/// A hash object of the class that `module` has under `class`, which has seen `given` already.
fn make<R: Runtime>(
    vm: &mut Vm<R>,
    (module, class): (&str, &str),
    facts: Facts,
    mut function: Box<dyn Function>,
    given: Option<&Value<R>>,
) -> Return<R> {
    if let Some(given) = given {
        function.update(&data(vm, given)?);
    }
    let module = vm.import_module(module)?;
    let class = vm.get_attr_str(&module, class)?;
    match class.downcast::<Class<R>>() {
        Ok(class) => {
            let payload = Hash { facts, function: Guarded::new(function), _runtime: PhantomData };
            vm.new_object_of(&class, payload)
        }
        Err(_) => Err(vm.type_error("the class of hash objects was replaced")),
    }
}

/// What is hashed at once: `data`, or `string` as it used to be called.
fn given<'a, R: Runtime>(vm: &mut Vm<R>, arguments: &'a [Value<R>]) -> Return<R, Option<&'a Value<R>>> {
    let string = arguments.get(2).and_then(Value::given);
    match (arguments[0].given(), string) {
        (Some(_), Some(_)) => Err(vm.type_error(
            "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a \
             future version.",
        )),
        (data, string) => Ok(data.or(string)),
    }
}

macro_rules! functions {
    ($($function:ident($module:literal, $class:literal, $name:literal, $digest:literal, $block:literal) = $made:expr;)*) => {
        /// The function that has a name, at its beginning.
        fn known(name: &str) -> Option<(Facts, Box<dyn Function>)> {
            match name {
                $($name => Some((Facts { name: $name, digest: $digest, block: $block }, Box::new($made))),)*
                _ => None,
            }
        }

        $(fn $function<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let facts = Facts { name: $name, digest: $digest, block: $block };
            // A class comes first where the function is one.
            let arguments = if $module == "_sha3" { arguments.get(1..).unwrap_or_default() } else { arguments };
            let given = given(vm, arguments)?;
            make(vm, ($module, $class), facts, Box::new($made), given)
        })*
    };
}

functions! {
    md5("_md5", "MD5Type", "md5", 16, 64) = Fixed(md5::Md5::default());
    sha1("_sha1", "SHA1Type", "sha1", 20, 64) = Fixed(sha1::Sha1::default());
    sha224("_sha2", "SHA224Type", "sha224", 28, 64) = Fixed(sha2::Sha224::default());
    sha256("_sha2", "SHA256Type", "sha256", 32, 64) = Fixed(sha2::Sha256::default());
    sha384("_sha2", "SHA384Type", "sha384", 48, 128) = Fixed(sha2::Sha384::default());
    sha512("_sha2", "SHA512Type", "sha512", 64, 128) = Fixed(sha2::Sha512::default());
    sha3_224("_sha3", "sha3_224", "sha3_224", 28, 144) = Fixed(sha3::Sha3_224::default());
    sha3_256("_sha3", "sha3_256", "sha3_256", 32, 136) = Fixed(sha3::Sha3_256::default());
    sha3_384("_sha3", "sha3_384", "sha3_384", 48, 104) = Fixed(sha3::Sha3_384::default());
    sha3_512("_sha3", "sha3_512", "sha3_512", 64, 72) = Fixed(sha3::Sha3_512::default());
    shake_128("_sha3", "shake_128", "shake_128", 0, 168) = Extendable(sha3::Shake128::default());
    shake_256("_sha3", "shake_256", "shake_256", 0, 136) = Extendable(sha3::Shake256::default());
}

/// A module of these classes, by the names that the module and they themselves have for them, with these functions.
fn module<R: Runtime>(
    vm: &mut Vm<R>,
    name: &str,
    classes: &[(&str, &str)],
    functions: &[(&str, interpreter::NativeCall<R>)],
) -> Return<R> {
    let module = vm.new_module(name);
    for (class_name, own_name) in classes {
        let class = class(vm, name, own_name, false);
        vm.module_set(&module, class_name, class.into_value());
    }
    for (function, call) in functions {
        let signature = format!("{function}(data=b'', *, usedforsecurity=True, string=None)");
        vm.module_functions(&module, name, &[(&signature, *call)]);
    }
    let size = vm.new_int(0);
    vm.module_set(&module, "_GIL_MINSIZE", size);
    Ok(module)
}

/// Makes `_md5`.
pub(crate) fn init_md5<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    module(vm, "_md5", &[("MD5Type", "md5")], &[("md5", md5)])
}

/// Makes `_sha1`.
pub(crate) fn init_sha1<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    module(vm, "_sha1", &[("SHA1Type", "sha1")], &[("sha1", sha1)])
}

/// Makes `_sha2`.
pub(crate) fn init_sha2<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let classes = ["SHA224Type", "SHA256Type", "SHA384Type", "SHA512Type"].map(|name| (name, name));
    module(
        vm,
        "_sha2",
        &classes,
        &[("sha224", sha224), ("sha256", sha256), ("sha384", sha384), ("sha512", sha512)],
    )
}

/// Makes `_sha3`, whose functions are the classes.
pub(crate) fn init_sha3<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = module(vm, "_sha3", &[], &[])?;
    let constructors: [(&str, interpreter::NativeCall<R>); 6] = [
        ("sha3_224", sha3_224),
        ("sha3_256", sha3_256),
        ("sha3_384", sha3_384),
        ("sha3_512", sha3_512),
        ("shake_128", shake_128),
        ("shake_256", shake_256),
    ];
    for (name, new) in constructors {
        let class = class(vm, "_sha3", name, name.starts_with("shake"));
        let class = ClassBuilder::extend(vm, &class)
            .constructor("__new__(cls, data=b'', *, usedforsecurity=True, string=None)", new)
            .finish();
        vm.module_set(&module, name, class.into_value());
    }
    Ok(module)
}
