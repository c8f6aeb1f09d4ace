//! `_hashlib`: what CPython takes from OpenSSL, by the functions that are here.

use super::derive::{self, Cost};
use super::hmac::keyed;
use super::{Facts, Function, begin_class, given, hash, hash_name, known, make};
use crate::exceptions;
use interpreter::{Native, NativeCall, Raised, Return, Vm};
use object_model::{Class, ClassFlags, Ref, Runtime, Value};

const MODULE: &str = "_hashlib";

fn unsupported<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    exceptions::raise(vm, MODULE, "UnsupportedDigestmodError", "[digital envelope routines] unsupported")
}

/// The function of a name, which OpenSSL knows in several ways.
fn named<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R, (Facts, Box<dyn Function>)> {
    let plain = name.to_ascii_lowercase().replace('-', "_");
    let plain = match plain.strip_prefix("sha_") {
        Some(size) => format!("sha{size}"),
        None => plain.strip_prefix("sha2_").map_or(plain.clone(), |size| format!("sha{size}")),
    };
    known(&plain).ok_or_else(|| unsupported(vm))
}

fn start<R: Runtime>(
    vm: &mut Vm<R>,
    (facts, function): (Facts, Box<dyn Function>),
    given: Option<&Value<R>>,
) -> Return<R> {
    let class = if facts.digest == 0 { "HASHXOF" } else { "HASH" };
    make(vm, (MODULE, class), facts, function, given)
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.expect_str(&arguments[0], "new() argument 'name' must be str, not")?.to_owned();
    let given = given(vm, &arguments[1..])?;
    let found = named(vm, &name)?;
    start(vm, found, given)
}

macro_rules! constructors {
    ($($name:ident)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let given = given(vm, arguments)?;
            let found = named(vm, stringify!($name))?;
            start(vm, found, given)
        })*

        fn constructors<R: Runtime>() -> Vec<(&'static str, NativeCall<R>)> {
            vec![$((stringify!($name), $name as NativeCall<R>)),*]
        }
    };
}

constructors! { md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512 shake_128 shake_256 }

/// The function that `digestmod` says: by its name, or by what makes its hash objects.
fn asked<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, (Facts, Box<dyn Function>)> {
    let name = match (vm.as_str(value), value.as_ref::<Native<R>>()) {
        (Some(name), _) => name.to_owned(),
        (None, Some(native)) => native.signature.name.trim_start_matches("openssl_").to_owned(),
        (None, None) => return Err(unsupported(vm)),
    };
    named(vm, &name)
}

/// What hashes with a key.
fn with_key<R: Runtime>(
    vm: &mut Vm<R>,
    key: &Value<R>,
    digest: &Value<R>,
) -> Return<R, (Facts, Box<dyn Function>)> {
    let (facts, function) = asked(vm, digest)?;
    let key = vm.expect_bytes_like(key)?.into_owned();
    match keyed(facts, &*function, &key) {
        Some(keyed) => Ok((facts, keyed)),
        None => Err(unsupported(vm)),
    }
}

fn hmac_new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [key, message, digest] = arguments else { return Err(vm.system_error("hmac_new takes a key")) };
    let Some(digest) = digest.some() else {
        return Err(vm.type_error("Missing required parameter 'digestmod'."));
    };
    let (facts, function) = with_key(vm, key, digest)?;
    make(vm, (MODULE, "HMAC"), facts, function, message.some())
}

fn hmac_digest<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (_, mut function) = with_key(vm, &arguments[0], &arguments[2])?;
    let message = vm.expect_bytes_like(&arguments[1])?;
    function.update(&message);
    Ok(vm.new_bytes(&function.digest()))
}

fn pbkdf2_hmac<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [name, password, salt, iterations, length] = arguments else {
        return Err(vm.system_error("pbkdf2_hmac takes a name"));
    };
    let name = vm.expect_str(name, "pbkdf2_hmac() argument 'hash_name' must be str, not")?.to_owned();
    let password = vm.expect_bytes_like(password)?.into_owned();
    let salt = vm.expect_bytes_like(salt)?.into_owned();
    let iterations = vm.index(iterations)?;
    let (facts, _) = named(vm, &name)?;
    let Some(iterations) = u64::try_from(iterations).ok().filter(|&count| count > 0) else {
        return Err(vm.value_error("iteration value must be greater than 0."));
    };
    let length = match length.some() {
        Some(length) => vm.index(length)?,
        None => facts.digest as i64,
    };
    let Some(length) = usize::try_from(length).ok().filter(|length| (1..1 << 31).contains(length)) else {
        return Err(vm.value_error("key length must be greater than 0."));
    };
    let mut key = vm.zeros(length)?;
    let filled = vm.detached(|| derive::fill(facts.name, &password, &salt, iterations, &mut key));
    if filled { Ok(vm.new_bytes(&key)) } else { Err(unsupported(vm)) }
}

/// Memory that scrypt may take if nothing is said.
const MEMORY: usize = 32 << 20;

fn scrypt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [password, salt, count, size, lanes, memory, length] = arguments else {
        return Err(vm.system_error("scrypt takes a password"));
    };
    let password = vm.expect_bytes_like(password)?.into_owned();
    let salt = vm.expect_bytes_like(salt)?.into_owned();
    let number = |vm: &mut Vm<R>, value: &Value<R>| Ok(usize::try_from(vm.index(value)?).unwrap_or(0));
    let (count, size, lanes) = (number(vm, count)?, number(vm, size)?, number(vm, lanes)?);
    if count < 2 || !count.is_power_of_two() {
        return Err(vm.value_error("n must be a power of 2."));
    }
    let most = 1_i64 << 31;
    let memory = match memory.given() {
        Some(memory) => vm.index(memory)?,
        None => 0,
    };
    let Some(memory) = usize::try_from(memory).ok().filter(|_| memory < most - 1) else {
        return Err(vm.value_error("maxmem must be positive and smaller than 2147483647"));
    };
    let length = match length.given() {
        Some(length) => vm.index(length)?,
        None => 64,
    };
    let Some(length) =
        usize::try_from(length).ok().filter(|&length| length > 0 && length < most as usize - 1)
    else {
        return Err(vm.value_error("dklen must be greater than 0 and smaller than 2147483647"));
    };
    if size == 0 || lanes == 0 || size.checked_mul(lanes).is_none_or(|product| product >= 1 << 30) {
        return Err(vm.value_error("Invalid parameter combination for n, r, p, maxmem."));
    }
    let needed = count.checked_add(lanes + 2).and_then(|blocks| blocks.checked_mul(128 * size));
    let allowed = if memory == 0 { MEMORY } else { memory };
    if needed.is_none_or(|needed| needed > allowed) {
        return Err(vm.value_error("[digital envelope routines] memory limit exceeded"));
    }
    let mut key = vm.zeros(length)?;
    let filled = vm.detached(|| derive::scrypt(&password, &salt, Cost { count, size, lanes }, &mut key));
    if filled.is_err() {
        return Err(vm.memory_error());
    }
    Ok(vm.new_bytes(&key))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = hash(vm, &arguments[0])?.facts.name;
    let class = vm.class_of(&arguments[0]);
    let of = if &*class.name() == "HMAC" { "HMAC".to_owned() } else { format!("{MODULE}.{}", class.name()) };
    let place = arguments[0].word().bits();
    Ok(vm.new_string(format!("<{name} {of} object @ {place:#x}>")))
}

fn keyed_name<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let name = hash(vm, value)?.facts.name;
    Ok(vm.new_string(format!("hmac-{name}")))
}

/// A class of hash objects, which only functions make.
fn class<R: Runtime>(
    vm: &mut Vm<R>,
    name: &str,
    base: Option<&Ref<R, Class<R>>>,
    signatures: [&str; 3],
    own_name: fn(&mut Vm<R>, &Value<R>) -> Return<R>,
) -> Ref<R, Class<R>> {
    begin_class(vm, MODULE, name, base, signatures)
        .methods(&[("__repr__(self, /)", repr)])
        .getter("name", own_name)
        .flags(ClassFlags::NOT_CALLABLE)
        .finish()
}

/// Makes `_hashlib`.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module(MODULE);
    let fixed = ["update(self, obj, /)", "digest(self, /)", "hexdigest(self, /)"];
    let any = ["update(self, obj, /)", "digest(self, length)", "hexdigest(self, length)"];
    let message = ["update(self, msg)", "digest(self, /)", "hexdigest(self, /)"];
    let base = class(vm, "HASH", None, fixed, hash_name);
    let extendable = class(vm, "HASHXOF", Some(&base), any, hash_name);
    let keyed = class(vm, "HMAC", None, message, keyed_name);
    for (name, class) in [("HASH", base), ("HASHXOF", extendable), ("HMAC", keyed)] {
        vm.module_set(&module, name, class.into_value());
    }
    let value_error = vm.exceptions().value_error.clone();
    exceptions::define(vm, &module, MODULE, "UnsupportedDigestmodError", &value_error)?;
    let names = vm.new_dict();
    for (name, call) in constructors() {
        let signature = format!("openssl_{name}(data=b'', *, usedforsecurity=True, string=None)");
        vm.module_functions(&module, MODULE, &[(&signature, call)]);
        let (function, name) = (vm.get_attr_str(&module, &format!("openssl_{name}"))?, vm.new_str(name));
        vm.dict_set(&names, function, name)?;
    }
    vm.module_set(&module, "_constructors", names.into_value());
    vm.module_functions(
        &module,
        MODULE,
        &[
            ("new(name, data=b'', *, usedforsecurity=True, string=None)", new),
            ("hmac_new(key, msg=b'', digestmod=None)", hmac_new),
            ("hmac_digest(key, msg, digest)", hmac_digest),
            ("pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)", pbkdf2_hmac),
            ("scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64)", scrypt),
            ("get_fips_mode()", |_, _| Ok(Value::small_int(0))),
        ],
    );
    let names = constructors::<R>().iter().map(|(name, _)| vm.new_str(name)).collect();
    let (names, frozenset) = (vm.new_list(names)?, vm.types().frozenset.value().clone());
    let names = vm.call(&frozenset, &[names])?;
    vm.module_set(&module, "openssl_md_meth_names", names);
    let operator = vm.import_module("_operator")?;
    let compare = vm.get_attr_str(&operator, "_compare_digest")?;
    vm.module_set(&module, "compare_digest", compare);
    vm.module_set(&module, "_GIL_MINSIZE", Value::small_int(2048));
    Ok(module)
}
