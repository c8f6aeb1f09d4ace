//! `_random`: the Mersenne Twister behind `random`.

use interpreter::{ClassBuilder, Return, Vm};
use num_bigint::{BigInt, Sign};
use num_traits::Signed;
use object_model::{ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;
use text::mersenne::MersenneTwister;

/// The payload of `_random.Random`.
struct Random<R: Runtime> {
    generator: Guarded<MersenneTwister>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: the generator is guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Random<R> {
    const NAME: &'static str = "Random";
}

impl<R: Runtime> Guard<R> for Random<R> {
    type Guarded = MersenneTwister;
    fn guarded(&self) -> &Guarded<MersenneTwister> {
        &self.generator
    }
}

fn receiver<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Random<R>>> {
    match value.as_ref::<Random<R>>() {
        Some(random) => Ok(random),
        None => Err(vm.type_error("a Random object is needed")),
    }
}

/// A generator seeded as `random.seed(value)` seeds it.
fn seeded<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, MersenneTwister> {
    let seed = match value.some() {
        None => {
            let mut bytes = [0u8; 32];
            // SAFETY: the buffer is 32 bytes long.
            let filled = unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), 0) };
            if filled < 0 {
                return Err(vm.io_error(&std::io::Error::last_os_error(), None));
            }
            BigInt::from_bytes_le(num_bigint::Sign::Plus, &bytes)
        }
        Some(value) => match vm.as_integer(value) {
            Some(integer) => integer.abs(),
            None => BigInt::from(vm.hash(value)? as u64),
        },
    };
    Ok(MersenneTwister::from_seed((&seed).into()))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    // A subclass is seeded by its `__init__`, which knows more kinds of seeds.
    let given = if class.flags().has(ClassFlags::HEAP) { None } else { vm.as_tuple(&arguments[1]) };
    let seed = given.and_then(|arguments| arguments.first().cloned()).unwrap_or(Value::NONE);
    let generator = seeded(vm, &seed)?;
    vm.new_object_of(&class, Random { generator: Guarded::new(generator), _runtime: PhantomData })
}

fn seed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let generator = seeded(vm, &arguments[1])?;
    let random = receiver(vm, &arguments[0])?;
    *vm.lock(random) = generator;
    Ok(Value::NONE)
}

fn random<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let random = receiver(vm, &arguments[0])?;
    let value = vm.lock(random).random();
    Ok(Value::float(value))
}

fn getrandbits<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let bits = vm.index_integer(&arguments[1])?;
    let Ok(bits) = u64::try_from(&bits) else {
        return Err(match bits.sign() {
            Sign::Minus => vm.value_error("Cannot convert negative int"),
            _ => vm.overflow_error("Python int too large for C uint64_t"),
        });
    };
    let Some(bits) = u32::try_from(bits).ok().filter(|&bits| bits < 1 << 31) else {
        return Err(vm.memory_error());
    };
    let random = receiver(vm, &arguments[0])?;
    let value = vm.lock(random).bits(u64::from(bits));
    match value {
        Ok(value) => Ok(vm.new_integer(value.into_big())),
        Err(_) => Err(vm.memory_error()),
    }
}

fn getstate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let random = receiver(vm, &arguments[0])?;
    let state = vm.lock(random).state();
    let words = state.iter().map(|&word| vm.new_int(i64::from(word))).collect();
    Ok(vm.new_tuple(words))
}

fn setstate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(items) = vm.as_tuple(&arguments[1]).map(<[_]>::to_vec) else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    if items.len() != 625 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = [0u32; 625];
    for (word, item) in words.iter_mut().zip(&items) {
        *word = vm.index(item)? as u32;
    }
    let Ok(generator) = MersenneTwister::from_state(&words) else {
        return Err(vm.value_error("invalid state"));
    };
    let random = receiver(vm, &arguments[0])?;
    *vm.lock(random) = generator;
    Ok(Value::NONE)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_random");
    let class = ClassBuilder::new::<Random<R>>(vm, "_random", "Random", None)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("seed(self, n=None, /)", seed),
            ("random(self, /)", random),
            ("getrandbits(self, k, /)", getrandbits),
            ("getstate(self, /)", getstate),
            ("setstate(self, state, /)", setstate),
        ])
        .finish();
    vm.module_set(&module, "Random", class.into_value());
    Ok(module)
}
