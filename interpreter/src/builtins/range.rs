//! `range`: its bounds are integers of any size, those that fit 64 bits are quick.

use super::sequence;
use crate::iterate::{Range, RangeIterator, range_length};
use crate::raised::{Raised, Return};
use crate::slice::Slice;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value, make};
use std::marker::PhantomData;

/// The range that is the receiver of a method.
fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, Range<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

/// The bounds of a range, of any size.
struct Bounds {
    start: BigInt,
    stop: BigInt,
    step: BigInt,
}

impl Bounds {
    fn of<R: Runtime>(range: &Range<R>) -> Bounds {
        let part = |value| sequence::big(value).unwrap_or_default();
        Bounds { start: part(&range.start), stop: part(&range.stop), step: part(&range.step) }
    }

    fn length(&self) -> BigInt {
        let (low, high) =
            if self.step.is_positive() { (&self.start, &self.stop) } else { (&self.stop, &self.start) };
        if low >= high { BigInt::zero() } else { (high - low - 1u8) / self.step.abs() + 1u8 }
    }
}

/// Bounds that fit, with a length that fits and no overflow between two values.
fn small(start: i64, stop: i64, step: i64) -> Option<(i64, i64, i64)> {
    const LIMIT: i64 = 1 << 62;
    let fits = |value: i64| (-LIMIT..LIMIT).contains(&value);
    (fits(start) && fits(stop) && fits(step)).then_some((start, stop, step))
}

fn new_range<R: Runtime>(vm: &Vm<R>, start: BigInt, stop: BigInt, step: BigInt) -> Value<R> {
    let fitting = match (start.to_i64(), stop.to_i64(), step.to_i64()) {
        (Some(start), Some(stop), Some(step)) => small(start, stop, step),
        _ => None,
    };
    let range = Range {
        start: vm.new_integer(start),
        stop: vm.new_integer(stop),
        step: vm.new_integer(step),
        small: fitting,
    };
    make::object(vm, vm.types().range.root_shape(), range).into_value()
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [_, first, second, third] = arguments else { return Err(vm.system_error("range takes bounds")) };
    let Some(first) = first.given() else {
        return Err(vm.type_error("range expected at least 1 argument, got 0"));
    };
    let (start, stop) = match second.given() {
        Some(stop) => (first, stop),
        None => (&Value::small_int(0), first),
    };
    let one = Value::small_int(1);
    let step = third.given().unwrap_or(&one);
    if let (Some(a), Some(b), Some(c)) = (start.word().as_int(), stop.word().as_int(), step.word().as_int())
        && c != 0
    {
        let range =
            Range { start: start.clone(), stop: stop.clone(), step: step.clone(), small: small(a, b, c) };
        return Ok(make::object(vm, vm.types().range.root_shape(), range).into_value());
    }
    let (start, stop, step) = (vm.index_integer(start)?, vm.index_integer(stop)?, vm.index_integer(step)?);
    if step.is_zero() {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    Ok(new_range(vm, start, stop, step))
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let range = receiver(arguments);
    let length = match range.small {
        Some((start, stop, step)) => Some(range_length(start, stop, step)),
        None => Bounds::of(range).length().to_i64().map(|length| length as usize),
    };
    match length {
        Some(length) => Ok(vm.new_usize(length)),
        None => Err(vm.too_long_range()),
    }
}

fn bool<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(!Bounds::of(receiver(arguments)).length().is_zero()))
}

impl<R: Runtime> Vm<R> {
    fn too_long_range(&mut self) -> Raised<R> {
        self.overflow_error("Python int too large to convert to C ssize_t")
    }

    /// An iterator over a range.
    pub(crate) fn iter_of_range(&self, range: &Ref<R, Range<R>>) -> Value<R> {
        if let Some((start, stop, step)) = range.small {
            return self.new_range_iterator(start, step, range_length(start, stop, step));
        }
        let bounds = Bounds::of(range);
        let length = bounds.length();
        self.new_object(LongRangeIterator::<R>::new(bounds.start, bounds.step, length))
    }

    fn new_range_iterator(&self, start: i64, step: i64, length: usize) -> Value<R> {
        let class = &self.types().range_iterator;
        make::object(self, class.root_shape(), RangeIterator::new(start, step, length)).into_value()
    }

    /// All values of a range; MemoryError if there are too many, OverflowError if no list has so many.
    pub(crate) fn values_of_range(&mut self, range: &Ref<R, Range<R>>) -> Return<R, Vec<Value<R>>> {
        let mut values = Vec::new();
        let length = match range.small {
            Some((start, stop, step)) => Some(range_length(start, stop, step)),
            None => Bounds::of(range).length().to_i64().map(|length| length as usize),
        };
        let Some(length) = length else { return Err(self.too_long_range()) };
        if length > isize::MAX as usize / 64 || values.try_reserve_exact(length).is_err() {
            return Err(self.memory_error());
        }
        match range.small {
            Some((start, _, step)) => {
                values.extend((0..length as i64).map(|index| self.new_int(start + index * step)));
            }
            None => {
                let iterator = self.iter_of_range(range);
                while let Some(value) = self.next(&iterator)? {
                    values.push(value);
                }
            }
        }
        Ok(values)
    }
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.iter_of_range(receiver(arguments)))
}

fn reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let range = receiver(arguments);
    if let Some((start, stop, step)) = range.small {
        let length = range_length(start, stop, step);
        let last = start.wrapping_add((length as i64 - 1).wrapping_mul(step));
        return Ok(vm.new_range_iterator(last, -step, length));
    }
    let bounds = Bounds::of(range);
    let length = bounds.length();
    let last = &bounds.start + (&length - 1u8) * &bounds.step;
    Ok(vm.new_object(LongRangeIterator::<R>::new(last, -bounds.step, length)))
}

/// The index of an integer in a range.
fn place(bounds: &Bounds, wanted: &BigInt) -> Option<BigInt> {
    let distance = wanted - &bounds.start;
    if !(&distance % &bounds.step).is_zero() {
        return None;
    }
    let index = distance / &bounds.step;
    (!index.is_negative() && index < bounds.length()).then_some(index)
}

/// Integers are found by calculation; anything else by comparing with every value.
fn find<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R, Option<Value<R>>> {
    let (range, wanted) = (receiver(arguments), &arguments[1]);
    if let (Some((start, stop, step)), Some(int)) = (range.small, wanted.word().as_int()) {
        let within = if step > 0 { start <= int && int < stop } else { stop < int && int <= start };
        return Ok((within && (int - start) % step == 0).then(|| vm.new_int((int - start) / step)));
    }
    if sequence::is_exact(wanted)
        && let Some(wanted) = vm.as_integer(wanted)
    {
        return Ok(place(&Bounds::of(range), &wanted).map(|index| vm.new_integer(index)));
    }
    let (mut index, mut found) = (BigInt::zero(), false);
    vm.for_each(&arguments[0], |vm, value| {
        found = vm.equal(&value, wanted)?;
        if !found {
            index += 1u8;
        }
        Ok(!found)
    })?;
    Ok(found.then(|| vm.new_integer(index)))
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(find(vm, arguments)?.is_some()))
}

fn index<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    match find(vm, arguments)? {
        Some(index) => Ok(index),
        None if vm.is_int(&arguments[1]) => Err(vm.value_error("range.index(x): x not in range")),
        None => Err(vm.value_error("sequence.index(x): x not in sequence")),
    }
}

fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let wanted = &arguments[1];
    if sequence::is_exact(wanted) && vm.is_int(wanted) {
        return Ok(Value::small_int(i64::from(find(vm, arguments)?.is_some())));
    }
    let mut count = 0;
    vm.for_each(&arguments[0], |vm, value| {
        count += usize::from(vm.equal(&value, wanted)?);
        Ok(true)
    })?;
    Ok(vm.new_usize(count))
}

fn get_item<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (range, index) = (receiver(arguments), &arguments[1]);
    if let (Some((start, stop, step)), Some(int)) = (range.small, index.word().as_int()) {
        return match text::window::item(range_length(start, stop, step), int) {
            Some(place) => Ok(vm.new_int(start + place as i64 * step)),
            None => Err(vm.index_error("range object index out of range")),
        };
    }
    let bounds = Bounds::of(range);
    let length = bounds.length();
    if let Some(slice) = index.as_ref::<Slice<R>>() {
        let (start, stop, step) = vm.slice_indices(slice, &length)?;
        let at = |index: BigInt| &bounds.start + index * &bounds.step;
        return Ok(new_range(vm, at(start), at(stop), &bounds.step * step));
    }
    let class = vm.class_of(index);
    if !vm.is_int(index) && class.special(vm, object_model::Special::Index).is_none() {
        let message = format!("range indices must be integers or slices, not {}", class.shown_name());
        return Err(vm.type_error(&message));
    }
    let mut index = vm.index_integer(index)?;
    if index.is_negative() {
        index += &length;
    }
    if index.is_negative() || index >= length {
        return Err(vm.index_error("range object index out of range"));
    }
    Ok(vm.new_integer(bounds.start + index * bounds.step))
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(other) = arguments[1].as_ref::<Range<R>>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let (one, other) = (Bounds::of(receiver(arguments)), Bounds::of(other));
    let length = one.length();
    let equal = length == other.length()
        && (length.is_zero() || one.start == other.start && (length.is_one() || one.step == other.step));
    let _ = vm;
    Ok(Value::bool(equal))
}

fn ne<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let equal = eq(vm, arguments)?;
    Ok(match equal.word().as_bool() {
        Some(equal) => Value::bool(!equal),
        None => equal,
    })
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let bounds = Bounds::of(receiver(arguments));
    let length = bounds.length();
    let (start, step) = match () {
        () if length.is_zero() => (Value::NONE, Value::NONE),
        () if length.is_one() => (vm.new_integer(bounds.start), Value::NONE),
        () => (vm.new_integer(bounds.start), vm.new_integer(bounds.step)),
    };
    let length = vm.new_integer(length);
    let parts = vm.new_tuple(vec![length, start, step]);
    let hash = vm.hash(&parts)?;
    Ok(vm.new_int(hash))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let range = receiver(arguments);
    let (start, stop) = (vm.repr_string(&range.start)?, vm.repr_string(&range.stop)?);
    let text = match range.step.word().as_int() {
        Some(1) => format!("range({start}, {stop})"),
        _ => format!("range({start}, {stop}, {})", vm.repr_string(&range.step)?),
    };
    Ok(vm.new_string(text))
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let range = receiver(arguments);
    let parts = vm.new_tuple(vec![range.start.clone(), range.stop.clone(), range.step.clone()]);
    let class = vm.types().range.value().clone();
    Ok(vm.new_tuple(vec![class, parts]))
}

fn start<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(value.as_ref::<Range<R>>().map_or(Value::NONE, |range| range.start.clone()))
}

fn stop<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(value.as_ref::<Range<R>>().map_or(Value::NONE, |range| range.stop.clone()))
}

fn step<R: Runtime>(_: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(value.as_ref::<Range<R>>().map_or(Value::NONE, |range| range.step.clone()))
}

/// The payload of an iterator over a range whose bounds do not fit 64 bits.
pub(crate) struct LongRangeIterator<R: Runtime> {
    start: BigInt,
    step: BigInt,
    length: BigInt,
    position: Guarded<BigInt>,
    _runtime: PhantomData<fn() -> R>,
}

impl<R: Runtime> LongRangeIterator<R> {
    fn new(start: BigInt, step: BigInt, length: BigInt) -> Self {
        LongRangeIterator {
            start,
            step,
            length,
            position: Guarded::new(BigInt::zero()),
            _runtime: PhantomData,
        }
    }
}

// SAFETY: immutable but for the guarded position.
unsafe impl<R: Runtime> Payload<R> for LongRangeIterator<R> {
    const NAME: &'static str = "longrange_iterator";
}

impl<R: Runtime> Guard<R> for LongRangeIterator<R> {
    type Guarded = BigInt;
    fn guarded(&self) -> &Guarded<BigInt> {
        &self.position
    }
}

fn long_iterator<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, LongRangeIterator<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

fn long_next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = long_iterator(arguments);
    let next = {
        let mut position = vm.lock(iterator);
        if *position >= iterator.length {
            return Ok(Value::UNBOUND);
        }
        let next = &iterator.start + &*position * &iterator.step;
        *position += 1u8;
        next
    };
    Ok(vm.new_integer(next))
}

fn long_hint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = long_iterator(arguments);
    let left = &iterator.length - &*vm.lock(iterator);
    Ok(vm.new_integer(left))
}

fn iterator<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, RangeIterator<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(iterator(arguments).advance().map_or(Value::UNBOUND, |value| vm.new_int(value)))
}

fn hint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_usize(iterator(arguments).remaining()))
}

fn itself<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

/// `iter(range(…))` over what is left.
fn reduced<R: Runtime>(vm: &mut Vm<R>, start: BigInt, stop: BigInt, step: BigInt) -> Return<R> {
    let bounds = [start, stop, step].map(|bound| vm.new_integer(bound));
    let class = vm.types().range.value().clone();
    let (range, iter) = (vm.call(&class, &bounds)?, vm.get_builtin("iter")?);
    Ok(super::iterators::rebuilt(vm, iter, vec![range], Some(Value::NONE)))
}

fn iterator_reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (start, step, length, position) = iterator(arguments).state();
    let (start, step) = (BigInt::from(start), BigInt::from(step));
    let (first, stop) = (&start + &step * position, &start + &step * length);
    reduced(vm, first, stop, step)
}

fn iterator_set_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let count = vm.index(&arguments[1])?;
    iterator(arguments).skip(count);
    Ok(Value::NONE)
}

fn long_reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = long_iterator(arguments);
    let position = vm.lock(iterator).clone();
    let first = &iterator.start + &iterator.step * position;
    let stop = &iterator.start + &iterator.step * &iterator.length;
    reduced(vm, first, stop, iterator.step.clone())
}

fn long_set_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !vm.is_int(&arguments[1]) {
        let message = format!("state must be an int, not {}", vm.qualified_type_name(&arguments[1]));
        return Err(vm.type_error(&message));
    }
    let count = vm.index_integer(&arguments[1])?.max(BigInt::zero());
    let iterator = long_iterator(arguments);
    let mut position = vm.lock(iterator);
    *position = (&*position + count).min(iterator.length.clone());
    drop(position);
    Ok(Value::NONE)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().range.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, start=0, stop=0, step=1, /)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__hash__(self, /)", hash),
            ("__eq__(self, value, /)", eq),
            ("__ne__(self, value, /)", ne),
            ("__len__(self, /)", len),
            ("__bool__(self, /)", bool),
            ("__iter__(self, /)", iter),
            ("__reversed__(self, /)", reversed),
            ("__contains__(self, key, /)", contains),
            ("__getitem__(self, key, /)", get_item),
            ("__reduce__(self, /)", reduce),
            ("index(self, object, /)", index),
            ("count(self, object, /)", count),
        ])
        .member("start", start)
        .member("stop", stop)
        .member("step", step)
        .finish();
    let class = vm.types().range_iterator.clone();
    ClassBuilder::extend(vm, &class)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", next),
            ("__length_hint__(self, /)", hint),
            ("__reduce__(self, /)", iterator_reduce),
            ("__setstate__(self, object, /)", iterator_set_state),
        ])
        .finish();
    ClassBuilder::new::<LongRangeIterator<R>>(vm, "builtins", "longrange_iterator", None)
        .methods(&[
            ("__iter__(self, /)", itself),
            ("__next__(self, /)", long_next),
            ("__length_hint__(self, /)", long_hint),
            ("__reduce__(self, /)", long_reduce),
            ("__setstate__(self, object, /)", long_set_state),
        ])
        .flags(object_model::ClassFlags::NOT_CALLABLE)
        .sealed()
        .finish();
}
