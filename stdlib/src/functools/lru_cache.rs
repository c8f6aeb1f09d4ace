//! What `functools.lru_cache` wraps a function in.
//!
//! Results are in a dict whose order is that of their last use, the latest at the end. The function runs in no section: two
//! threads that miss the same result both compute it, and the one that is known first stays, as in CPython.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Dict, Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of `functools._lru_cache_wrapper`.
struct LruCache<R: Runtime> {
    function: Value<R>,
    room: Room,
    /// Whether arguments of different types are different.
    typed: bool,
    /// What `cache_info` makes.
    info: Value<R>,
    /// Between positional and named arguments in a key.
    mark: Value<R>,
    results: Ref<R, Dict<R>>,
    statistics: Guarded<Statistics>,
}

/// For how many results there is room.
#[derive(Clone, Copy)]
enum Room {
    Unlimited,
    AtMost(usize),
}

#[derive(Clone, Copy, Default)]
struct Statistics {
    hits: u64,
    misses: u64,
}

// SAFETY: immutable but for the statistics, which are guarded by the object's lock, and the dict, which guards itself.
unsafe impl<R: Runtime> Payload<R> for LruCache<R> {
    const NAME: &'static str = "_lru_cache_wrapper";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        [&self.function, &self.info, &self.mark, self.results.value()].into_iter().for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for LruCache<R> {
    type Guarded = Statistics;
    fn guarded(&self) -> &Guarded<Statistics> {
        &self.statistics
    }
}

fn cache<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, LruCache<R>>> {
    match value.as_ref::<LruCache<R>>() {
        Some(cache) => Ok(cache.clone()),
        None => Err(vm.type_error("a cached function is needed")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, function, maxsize, typed, info] = arguments else {
        return Err(vm.system_error("a cached function takes a function"));
    };
    let class = vm.class_argument(class)?;
    if !vm.is_callable(function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let room = if maxsize.is_none() {
        Room::Unlimited
    } else {
        match vm.index(maxsize) {
            Ok(most) => Room::AtMost(usize::try_from(most).unwrap_or(0)),
            Err(raised) => {
                let class = vm.exceptions().type_error.clone();
                let overflow = vm.exceptions().overflow_error.clone();
                let wrong = vm.is_raised(&raised, &class);
                let message = format!("cannot fit '{}' into an index-sized integer", vm.type_name(maxsize));
                return Err(match () {
                    () if wrong => vm.type_error("maxsize should be integer or None"),
                    () if vm.is_raised(&raised, &overflow) => vm.overflow_error(&message),
                    () => raised,
                });
            }
        }
    };
    let typed = vm.truth(typed)?;
    let (object, results) = (vm.types().object.value().clone(), vm.new_dict());
    let mark = vm.call(&object, &[])?;
    let (function, info) = (function.clone(), info.clone());
    let statistics = Guarded::new(Statistics::default());
    vm.new_object_of(&class, LruCache { function, room, typed, info, mark, results, statistics })
}

/// What the result of a call is known by: the one argument itself, if that is an int or a str, or else a tuple.
fn key<R: Runtime>(
    vm: &mut Vm<R>,
    cache: &LruCache<R>,
    positional: &Value<R>,
    names: &[Value<R>],
    values: &[Value<R>],
) -> Value<R> {
    let given = vm.as_tuple(positional).unwrap_or_default();
    if names.is_empty() && !cache.typed {
        return match given {
            [one] if is_told_by_value(vm, one) => one.clone(),
            _ => positional.clone(),
        };
    }
    let mut parts = given.to_vec();
    if !names.is_empty() {
        parts.push(cache.mark.clone());
        for (name, value) in names.iter().zip(values) {
            parts.extend([name.clone(), value.clone()]);
        }
    }
    if cache.typed {
        let types = given.iter().chain(values).map(|value| vm.class_of(value).into_value());
        parts.extend(types.collect::<Vec<_>>());
    }
    vm.new_tuple(parts)
}

/// Whether what equals it has its type: a number of another type is in a tuple, and so another key.
fn is_told_by_value<R: Runtime>(vm: &Vm<R>, value: &Value<R>) -> bool {
    let (class, types) = (vm.class_of(value), vm.types());
    class.value().is(types.int.value()) || class.value().is(types.str.value())
}

fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, positional, named] = arguments else {
        return Err(vm.system_error("a cached function takes arguments"));
    };
    let cache = cache(vm, receiver)?;
    let (mut names, mut values) = (vec![], vec![]);
    if let Some(named) = named.as_ref::<Dict<R>>() {
        (names, values) = vm.dict_entries(named).into_iter().map(|(_, name, value)| (name, value)).unzip();
    }
    let mut all = vm.as_tuple(positional).map_or(vec![], <[_]>::to_vec);
    let key = key(vm, &cache, positional, &names, &values);
    all.extend(values);
    let Room::AtMost(most) = cache.room else {
        let hash = vm.hash(&key)?;
        if let Some(result) = vm.dict_get_hashed(&cache.results, hash, &key)? {
            vm.lock(&cache).hits += 1;
            return Ok(result);
        }
        vm.lock(&cache).misses += 1;
        let result = vm.call_with(&cache.function, &all, &names)?;
        vm.dict_set_hashed(&cache.results, hash, key, result.clone())?;
        return Ok(result);
    };
    if most == 0 {
        vm.lock(&cache).misses += 1;
        return vm.call_with(&cache.function, &all, &names);
    }
    let hash = vm.hash(&key)?;
    if let Some(result) = vm.dict_get_hashed(&cache.results, hash, &key)? {
        // Another thread may have dropped it since.
        vm.dict_move_hashed(&cache.results, hash, &key, true)?;
        vm.lock(&cache).hits += 1;
        return Ok(result);
    }
    vm.lock(&cache).misses += 1;
    let result = vm.call_with(&cache.function, &all, &names)?;
    // The function, or another thread meanwhile, may have called it with the same arguments.
    if vm.dict_get_hashed(&cache.results, hash, &key)?.is_none() {
        vm.dict_set_hashed(&cache.results, hash, key, result.clone())?;
        while cache.results.len() > most {
            drop(vm.dict_pop_end(&cache.results, false));
        }
    }
    Ok(result)
}

fn cache_info<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let cache = cache(vm, &arguments[0])?;
    let Statistics { hits, misses } = *vm.lock(&cache);
    let most = match cache.room {
        Room::Unlimited => Value::NONE,
        Room::AtMost(most) => vm.new_usize(most),
    };
    let fields =
        [vm.new_usize(hits as usize), vm.new_usize(misses as usize), most, vm.new_usize(cache.results.len())];
    vm.call(&cache.info, &fields)
}

fn cache_clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let cache = cache(vm, &arguments[0])?;
    *vm.lock(&cache) = Statistics::default();
    let results = cache.results.value().clone();
    vm.call_method(&results, "clear", &[])
}

fn itself<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

/// Found by its name where it is defined.
fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.get_attr_str(&arguments[0], "__qualname__")
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::with_attributes::<LruCache<R>>(vm, "functools", "_lru_cache_wrapper")
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, user_function, maxsize, typed, cache_info_type)", new)
        .methods(&[
            ("__call__(self, /, *args, **kwargs)", call),
            ("cache_info(self, /)", cache_info),
            ("cache_clear(self, /)", cache_clear),
            ("__get__(self, instance, owner=None, /)", super::get),
            ("__reduce__(self, /)", reduce),
            ("__copy__(self, /)", itself),
            ("__deepcopy__(self, memo, /)", itself),
        ])
        .finish();
    vm.module_set(module, "_lru_cache_wrapper", class.into_value());
}
