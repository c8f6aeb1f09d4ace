//! `enumerate`, `zip`, `map`, `filter`, `reversed`, and the iterators behind `iter(…)`.

mod reduce;

pub(super) use reduce::{indexed, rebuilt};

use super::{length_hint, list};
use crate::iterate::SequenceIterator;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use num_bigint::BigInt;
use object_model::{Class, ClassFlags, Dict, Guard, Guarded, List, Payload, Ref, Runtime, Special, Value};
use sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// The payload of an `enumerate`.
pub(crate) struct Enumerate<R: Runtime> {
    iterator: Value<R>,
    /// The next number; [`BEYOND`] once it does not fit, and `big` goes on.
    number: AtomicI64,
    big: Guarded<BigInt>,
}

const BEYOND: i64 = i64::MAX;

// SAFETY: immutable but for an atomic and guarded state.
unsafe impl<R: Runtime> Payload<R> for Enumerate<R> {
    const NAME: &'static str = "enumerate";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.iterator);
    }
}

impl<R: Runtime> Guard<R> for Enumerate<R> {
    type Guarded = BigInt;
    fn guarded(&self) -> &Guarded<BigInt> {
        &self.big
    }
}

fn new_enumerate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let start = match arguments[2].given() {
        Some(start) => vm.index_integer(start)?,
        None => BigInt::ZERO,
    };
    let iterator = vm.iter(&arguments[1])?;
    let number = num_traits::ToPrimitive::to_i64(&start).unwrap_or(BEYOND);
    let enumerate = Enumerate { iterator, number: AtomicI64::new(number), big: Guarded::new(start) };
    vm.new_object_of(&class, enumerate)
}

fn next_enumerate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let enumerate = arguments[0].as_ref::<Enumerate<R>>().expect("the receiver is an instance of its class");
    let Some(item) = vm.next(&enumerate.iterator)? else { return Ok(Value::UNBOUND) };
    // Relaxed: threads that share one may number two items alike, as the documentation of `enumerate` allows.
    let number = enumerate.number.load(Ordering::Relaxed);
    let number = if number == BEYOND {
        let number = {
            let mut big = vm.lock(enumerate);
            let number = big.clone();
            *big += 1u8;
            number
        };
        vm.new_integer(number)
    } else {
        enumerate.number.store(number + 1, Ordering::Relaxed); // Relaxed: as above.
        if number + 1 == BEYOND {
            *vm.lock(enumerate) = BEYOND.into();
        }
        vm.new_int(number)
    };
    Ok(vm.new_pair(number, item))
}

/// The payload of a `zip`.
pub(crate) struct Zip<R: Runtime> {
    iterators: Box<[Value<R>]>,
    /// Changed only by `__setstate__`, before it is used.
    strict: AtomicBool,
}

impl<R: Runtime> Zip<R> {
    fn strict(&self) -> bool {
        self.strict.load(Ordering::Relaxed) // Relaxed: see the field.
    }
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for Zip<R> {
    const NAME: &'static str = "zip";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        self.iterators.iter().for_each(visit);
    }
}

/// The iterators of several iterables.
fn iterators<R: Runtime>(vm: &mut Vm<R>, iterables: &Value<R>) -> Return<R, Box<[Value<R>]>> {
    let iterables = vm.as_tuple(iterables).unwrap_or_default().to_vec();
    let mut iterators = Vec::with_capacity(iterables.len());
    for iterable in iterables {
        iterators.push(vm.iter(&iterable)?);
    }
    Ok(iterators.into())
}

fn new_zip<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, strict, iterables] = arguments else { return Err(vm.system_error("zip takes iterables")) };
    let class = vm.class_argument(class)?;
    let strict = match strict.given() {
        Some(strict) => vm.truth(strict)?,
        None => false,
    };
    let iterators = iterators(vm, iterables)?;
    vm.new_object_of(&class, Zip { iterators, strict: AtomicBool::new(strict) })
}

fn next_zip<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let zip = arguments[0].as_ref::<Zip<R>>().expect("the receiver is an instance of its class");
    if let [first, second] = &*zip.iterators {
        let Some(one) = vm.next(first)? else { return end(vm, zip, 0) };
        let Some(two) = vm.next(second)? else { return end(vm, zip, 1) };
        return Ok(vm.new_pair(one, two));
    }
    let mut items = Vec::with_capacity(zip.iterators.len());
    for iterator in &zip.iterators {
        match vm.next(iterator)? {
            Some(item) => items.push(item),
            None => return end(vm, zip, items.len()),
        }
    }
    if items.is_empty() {
        return Ok(Value::UNBOUND);
    }
    Ok(vm.new_tuple(items))
}

/// The iterator after `count` that had items is exhausted.
fn end<R: Runtime>(vm: &mut Vm<R>, zip: &Ref<R, Zip<R>>, count: usize) -> Return<R> {
    if zip.strict() { end_strictly(vm, zip, count) } else { Ok(Value::UNBOUND) }
}

/// All must be.
#[cold]
fn end_strictly<R: Runtime>(vm: &mut Vm<R>, zip: &Ref<R, Zip<R>>, count: usize) -> Return<R> {
    let others = |count: usize| if count == 1 { " 1".to_owned() } else { format!("s 1-{count}") };
    if count > 0 {
        let message = format!("zip() argument {} is shorter than argument{}", count + 1, others(count));
        return Err(vm.value_error(&message));
    }
    for (index, iterator) in zip.iterators.iter().enumerate().skip(1) {
        if vm.next(iterator)?.is_some() {
            let message = format!("zip() argument {} is longer than argument{}", index + 1, others(index));
            return Err(vm.value_error(&message));
        }
    }
    Ok(Value::UNBOUND)
}

/// The payload of a `map`.
pub(crate) struct Map<R: Runtime> {
    function: Value<R>,
    iterators: Box<[Value<R>]>,
    /// Changed only by `__setstate__`, before it is used.
    strict: AtomicBool,
}

impl<R: Runtime> Map<R> {
    fn strict(&self) -> bool {
        self.strict.load(Ordering::Relaxed) // Relaxed: see the field.
    }
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for Map<R> {
    const NAME: &'static str = "map";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.function);
        self.iterators.iter().for_each(visit);
    }
}

fn new_map<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, strict, all] = arguments else { return Err(vm.system_error("map takes a function")) };
    let class = vm.class_argument(class)?;
    let strict = match strict.given() {
        Some(strict) => vm.truth(strict)?,
        None => false,
    };
    let Some([function, iterables @ ..]) = vm.as_tuple(all).filter(|all| all.len() > 1) else {
        return Err(vm.type_error("map() must have at least two arguments."));
    };
    let mut iterators = Vec::with_capacity(iterables.len());
    for iterable in iterables {
        iterators.push(vm.iter(iterable)?);
    }
    let map =
        Map { function: function.clone(), iterators: iterators.into(), strict: AtomicBool::new(strict) };
    vm.new_object_of(&class, map)
}

fn next_map<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = arguments[0].as_ref::<Map<R>>().expect("the receiver is an instance of its class");
    if let [iterator] = &*map.iterators {
        return match vm.next(iterator)? {
            Some(item) => vm.call(&map.function, &[item]),
            None => Ok(Value::UNBOUND),
        };
    }
    let mut items = Vec::with_capacity(map.iterators.len());
    for iterator in &map.iterators {
        match vm.next(iterator)? {
            Some(item) => items.push(item),
            None if map.strict() => return end_map_strictly(vm, map, items.len()),
            None => return Ok(Value::UNBOUND),
        }
    }
    vm.call(&map.function, &items)
}

/// As for `zip`.
#[cold]
fn end_map_strictly<R: Runtime>(vm: &mut Vm<R>, map: &Ref<R, Map<R>>, count: usize) -> Return<R> {
    let others = |count: usize| if count == 1 { " 1".to_owned() } else { format!("s 1-{count}") };
    if count > 0 {
        let message = format!("map() argument {} is shorter than argument{}", count + 1, others(count));
        return Err(vm.value_error(&message));
    }
    for (index, iterator) in map.iterators.iter().enumerate().skip(1) {
        if vm.next(iterator)?.is_some() {
            let message = format!("map() argument {} is longer than argument{}", index + 1, others(index));
            return Err(vm.value_error(&message));
        }
    }
    Ok(Value::UNBOUND)
}

/// The payload of a `filter`.
pub(crate) struct Filter<R: Runtime> {
    /// None: the items themselves decide.
    function: Value<R>,
    iterator: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Filter<R> {
    const NAME: &'static str = "filter";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.function);
        visit(&self.iterator);
    }
}

fn new_filter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, function, iterable] = arguments else {
        return Err(vm.system_error("filter takes two arguments"));
    };
    let class = vm.class_argument(class)?;
    let iterator = vm.iter(iterable)?;
    vm.new_object_of(&class, Filter { function: function.clone(), iterator })
}

fn next_filter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let filter = arguments[0].as_ref::<Filter<R>>().expect("the receiver is an instance of its class");
    let plain = filter.function.is_none() || filter.function.is(vm.types().bool.value());
    while let Some(item) = vm.next(&filter.iterator)? {
        let passes = if plain {
            vm.truth(&item)?
        } else {
            let answer = vm.call(&filter.function, std::slice::from_ref(&item))?;
            vm.truth(&answer)?
        };
        if passes {
            return Ok(item);
        }
        vm.safepoint_in_native()?;
    }
    Ok(Value::UNBOUND)
}

/// The payload of a `reversed`, and of a list's reverse iterator.
pub(crate) struct Reversed<R: Runtime> {
    sequence: Value<R>,
    /// One past the next index; 0 once exhausted.
    position: AtomicI64,
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for Reversed<R> {
    const NAME: &'static str = "reversed";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.sequence);
    }
}

/// A list's reverse iterator.
pub(super) fn new_reversed_list<R: Runtime>(vm: &Vm<R>, list: &Value<R>, length: usize) -> Value<R> {
    vm.new_object(ReversedList { list: list.clone(), position: AtomicI64::new(length as i64) })
}

/// The payload of a list's reverse iterator.
pub(crate) struct ReversedList<R: Runtime> {
    list: Value<R>,
    /// As in [`Reversed`].
    position: AtomicI64,
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for ReversedList<R> {
    const NAME: &'static str = "list_reverseiterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.list);
    }
}

fn new_reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let sequence = &arguments[1];
    let own = vm.class_of(sequence);
    if let Some(method) = own.special(vm, Special::Reversed).filter(|method| !method.is_none()) {
        return vm.call_found(&method, sequence, &[]);
    }
    let name = Special::Reversed.name::<R>(vm).clone();
    let forbidden = own.lookup(vm, &name).is_some();
    let indexed = own.special(vm, Special::Getitem).is_some() && own.special(vm, Special::Len).is_some();
    if forbidden || !indexed || sequence.as_ref::<Dict<R>>().is_some() {
        let message = format!("'{}' object is not reversible", own.shown_name());
        return Err(vm.type_error(&message));
    }
    let length = vm.len(sequence)?;
    let reversed = Reversed { sequence: sequence.clone(), position: AtomicI64::new(length as i64) };
    vm.new_object_of(&class, reversed)
}

fn next_reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let reversed = arguments[0].as_ref::<Reversed<R>>().expect("the receiver is an instance of its class");
    // Relaxed, here and below: sharing one iterator promises no more than items of the sequence.
    let index = reversed.position.load(Ordering::Relaxed) - 1;
    if index < 0 {
        return Ok(Value::UNBOUND);
    }
    let key = vm.new_int(index);
    match vm.get_item(&reversed.sequence, &key) {
        Ok(item) => {
            reversed.position.store(index, Ordering::Relaxed);
            Ok(item)
        }
        Err(raised) => {
            reversed.position.store(0, Ordering::Relaxed);
            let (index, stop) = (vm.exceptions().index_error.clone(), vm.exceptions().stop_iteration.clone());
            if vm.is_raised(&raised, &index) || vm.is_raised(&raised, &stop) {
                return Ok(Value::UNBOUND);
            }
            Err(raised)
        }
    }
}

fn next_reversed_list<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let reversed =
        arguments[0].as_ref::<ReversedList<R>>().expect("the receiver is an instance of its class");
    // Relaxed, here and below: as in `next_reversed`.
    let index = reversed.position.load(Ordering::Relaxed) - 1;
    let item = match reversed.list.as_ref::<List<R>>() {
        Some(source) if index >= 0 => list::item(vm, source, index as usize),
        _ => None,
    };
    // Below zero it has said that there is no more.
    reversed.position.store(if item.is_some() { index } else { -1 }, Ordering::Relaxed);
    Ok(item.unwrap_or(Value::UNBOUND))
}

fn hint_reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (sequence, position) = match arguments[0].as_ref::<Reversed<R>>() {
        Some(reversed) => (&reversed.sequence, &reversed.position),
        None => match arguments[0].as_ref::<ReversedList<R>>() {
            Some(reversed) => (&reversed.list, &reversed.position),
            None => return Ok(Value::small_int(0)),
        },
    };
    // Relaxed: as in `next_reversed`.
    let position = position.load(Ordering::Relaxed).max(0) as usize;
    let left = if vm.len(sequence)? < position { 0 } else { position };
    Ok(vm.new_usize(left))
}

/// The payload of `iter(callable, sentinel)`.
pub(crate) struct CallableIterator<R: Runtime> {
    callable: Value<R>,
    sentinel: Value<R>,
    exhausted: AtomicBool,
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for CallableIterator<R> {
    const NAME: &'static str = "callable_iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.callable);
        visit(&self.sentinel);
    }
}

/// `iter(callable, sentinel)`
pub(super) fn new_callable_iterator<R: Runtime>(
    vm: &Vm<R>,
    callable: &Value<R>,
    sentinel: &Value<R>,
) -> Value<R> {
    let iterator = CallableIterator {
        callable: callable.clone(),
        sentinel: sentinel.clone(),
        exhausted: AtomicBool::new(false),
    };
    vm.new_object(iterator)
}

fn next_callable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator =
        arguments[0].as_ref::<CallableIterator<R>>().expect("the receiver is an instance of its class");
    // Relaxed, here and below: a thread that sees it late calls once more.
    if iterator.exhausted.load(Ordering::Relaxed) {
        return Ok(Value::UNBOUND);
    }
    let item = match vm.call(&iterator.callable, &[]) {
        Ok(item) => item,
        Err(raised) => {
            let stop = vm.exceptions().stop_iteration.clone();
            if vm.is_raised(&raised, &stop) {
                iterator.exhausted.store(true, Ordering::Relaxed);
                return Ok(Value::UNBOUND);
            }
            return Err(raised);
        }
    };
    if vm.equal(&iterator.sentinel, &item)? {
        iterator.exhausted.store(true, Ordering::Relaxed);
        return Ok(Value::UNBOUND);
    }
    Ok(item)
}

fn itself<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

fn sequence_iterator<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, SequenceIterator<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

fn next_sequence<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.next_of_sequence(sequence_iterator(arguments))?.unwrap_or(Value::UNBOUND))
}

fn hint_sequence<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let remaining = length_hint::remaining(vm, sequence_iterator(arguments))?;
    Ok(vm.new_usize(remaining))
}

fn set_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let state = vm.index(&arguments[1])?;
    let iterator = sequence_iterator(arguments);
    // One over a list that goes on before its beginning is over; any other begins.
    let is_over = state < 0 && iterator.sequence.as_ref::<List<R>>().is_some();
    let position = if is_over { usize::MAX } else { state.max(0) as usize };
    iterator.position.store(position, Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    Ok(Value::NONE)
}

fn reduce_sequence<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = sequence_iterator(arguments);
    let position = iterator.position.load(Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    let empty = match iterator.sequence.as_ref::<List<R>>() {
        Some(_) => vm.new_list(vec![])?,
        None => vm.new_tuple(vec![]),
    };
    indexed(vm, &iterator.sequence, (position != usize::MAX).then_some(position), empty)
}

/// The classes that `builtins` shows.
pub(super) fn classes<R: Runtime>(vm: &Vm<R>) -> [Ref<R, Class<R>>; 5] {
    [
        vm.class_of_payload::<Enumerate<R>>(),
        vm.class_of_payload::<Zip<R>>(),
        vm.class_of_payload::<Map<R>>(),
        vm.class_of_payload::<Filter<R>>(),
        vm.class_of_payload::<Reversed<R>>(),
    ]
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let types = vm.types();
    let classes =
        [&types.sequence_iterator, &types.list_iterator, &types.tuple_iterator, &types.memory_iterator];
    let of_memory = types.memory_iterator.clone();
    for class in classes.map(Clone::clone) {
        let builder = ClassBuilder::extend(vm, &class)
            .methods(&[("__iter__(self, /)", itself), ("__next__(self, /)", next_sequence)])
            .flags(ClassFlags::NOT_CALLABLE);
        if class.value().is(of_memory.value()) {
            builder.finish();
            continue;
        }
        builder
            .methods(&[
                ("__length_hint__(self, /)", hint_sequence),
                ("__setstate__(self, object, /)", set_state),
                ("__reduce__(self, /)", reduce_sequence),
            ])
            .finish();
    }
    ClassBuilder::new::<Enumerate<R>>(vm, "builtins", "enumerate", None)
        .constructor("__new__(cls, iterable, start=0)", new_enumerate)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next_enumerate),
            ("__reduce__(self, /)", reduce::of_enumerate),
        ])
        .generic()
        .finish();
    ClassBuilder::new::<Zip<R>>(vm, "builtins", "zip", None)
        .constructor("__new__(cls, *iterables, strict=False)", new_zip)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next_zip),
            ("__reduce__(self, /)", reduce::of_zip),
            ("__setstate__(self, object, /)", reduce::set_zip),
        ])
        .finish();
    ClassBuilder::new::<Map<R>>(vm, "builtins", "map", None)
        .constructor("__new__(cls, *iterables, strict=False)", new_map)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next_map),
            ("__reduce__(self, /)", reduce::of_map),
            ("__setstate__(self, object, /)", reduce::set_map),
        ])
        .finish();
    ClassBuilder::new::<Filter<R>>(vm, "builtins", "filter", None)
        .constructor("__new__(cls, function, iterable, /)", new_filter)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next_filter),
            ("__reduce__(self, /)", reduce::of_filter),
        ])
        .finish();
    ClassBuilder::new::<Reversed<R>>(vm, "builtins", "reversed", None)
        .constructor("__new__(cls, sequence, /)", new_reversed)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next_reversed),
            ("__reduce__(self, /)", reduce::of_reversed),
            ("__setstate__(self, object, /)", reduce::set_reversed),
            ("__length_hint__(self, /)", hint_reversed),
        ])
        .finish();
    ClassBuilder::new::<ReversedList<R>>(vm, "builtins", "list_reverseiterator", None)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next_reversed_list),
            ("__reduce__(self, /)", reduce::of_reversed_list),
            ("__setstate__(self, object, /)", reduce::set_reversed_list),
            ("__length_hint__(self, /)", hint_reversed),
        ])
        .flags(ClassFlags::NOT_CALLABLE)
        .sealed()
        .finish();
    ClassBuilder::new::<CallableIterator<R>>(vm, "builtins", "callable_iterator", None)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next_callable),
            ("__reduce__(self, /)", reduce::of_callable),
        ])
        .flags(ClassFlags::NOT_CALLABLE)
        .sealed()
        .finish();
}
