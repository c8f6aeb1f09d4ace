//! What lists, tuples and ranges have in common.

use crate::protocol::Comparison;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{BigInt, Ref, Runtime, Special, Tuple, Value};
use std::ops::Range;

/// Reads item `index` of a sequence that may change between two reads.
pub(super) type Fetch<R, S> = fn(&mut Vm<R>, &S, usize) -> Option<Value<R>>;

/// Compares two sequences item by item, as they are when each item is reached.
pub(super) fn compare<R: Runtime, S>(
    vm: &mut Vm<R>,
    comparison: Comparison,
    left: &S,
    right: &S,
    fetch: Fetch<R, S>,
) -> Return<R> {
    let mut index = 0;
    loop {
        let (one, other) = (fetch(vm, left, index), fetch(vm, right, index));
        let (Some(one), Some(other)) = (&one, &other) else {
            return Ok(Value::bool(comparison.of(one.is_some().cmp(&other.is_some()))));
        };
        if !vm.equal(one, other)? {
            // Comparing may have taken items away: then it is the lengths that count.
            let (left, right) = (fetch(vm, left, index), fetch(vm, right, index));
            if left.is_none() || right.is_none() {
                return Ok(Value::bool(comparison.of(left.is_some().cmp(&right.is_some()))));
            }
            return match comparison {
                Comparison::Eq => Ok(Value::FALSE),
                Comparison::Ne => Ok(Value::TRUE),
                _ => vm.compare(comparison, one, other),
            };
        }
        index += 1;
    }
}

/// The reprs of the items between commas.
pub(super) fn join_reprs<R: Runtime, S>(
    vm: &mut Vm<R>,
    text: &mut String,
    sequence: &S,
    fetch: Fetch<R, S>,
) -> Return<R, usize> {
    let mut index = 0;
    while let Some(item) = fetch(vm, sequence, index) {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(vm.repr(&item)?.as_str());
        index += 1;
    }
    Ok(index)
}

/// The first index from `start` to before `stop` whose item equals `wanted`.
pub(super) fn find<R: Runtime, S>(
    vm: &mut Vm<R>,
    sequence: &S,
    fetch: Fetch<R, S>,
    range: Range<usize>,
    wanted: &Value<R>,
) -> Return<R, Option<usize>> {
    for index in range {
        let Some(item) = fetch(vm, sequence, index) else { break };
        if vm.equal(&item, wanted)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// How many items equal `wanted`.
pub(super) fn count<R: Runtime, S>(
    vm: &mut Vm<R>,
    sequence: &S,
    fetch: Fetch<R, S>,
    wanted: &Value<R>,
) -> Return<R> {
    let (mut index, mut count) = (0, 0);
    while let Some(item) = fetch(vm, sequence, index) {
        count += usize::from(vm.equal(&item, wanted)?);
        index += 1;
    }
    Ok(vm.new_usize(count))
}

/// Between which places the optional `start` and `stop` of an `index` method say to look, in a sequence that may grow meanwhile.
pub(super) fn bounds<R: Runtime>(
    vm: &mut Vm<R>,
    start: &Value<R>,
    stop: &Value<R>,
    length: usize,
) -> Return<R, Range<usize>> {
    let (start, stop) = (vm.search_bound(start)?, vm.search_bound(stop)?);
    Ok(text::window::growing(length, start, stop))
}

/// An index into a sequence, from either end.
pub(super) fn position<R: Runtime>(vm: &mut Vm<R>, index: &Value<R>, what: &str) -> Return<R, i64> {
    if let Some(int) = index.word().as_int() {
        return Ok(int);
    }
    let class = vm.class_of(index);
    if !vm.is_int(index) && class.special(vm, Special::Index).is_none() {
        let message = format!("{what} indices must be integers or slices, not {}", class.shown_name());
        return Err(vm.type_error(&message));
    }
    let integer = vm.index_integer(index)?;
    match num_traits::ToPrimitive::to_i64(&integer) {
        Some(int) => Ok(int),
        None => {
            let message = format!("cannot fit '{}' into an index-sized integer", class.shown_name());
            Err(vm.index_error(&message))
        }
    }
}

/// How often `sequence * count` repeats; None if `count` is no integer.
pub(super) fn repeat_count<R: Runtime>(vm: &mut Vm<R>, count: &Value<R>) -> Return<R, Option<usize>> {
    if let Some(int) = count.word().as_int() {
        return Ok(Some(int.max(0) as usize));
    }
    let class = vm.class_of(count);
    if !vm.is_int(count) && class.special(vm, Special::Index).is_none() {
        return Ok(None);
    }
    let integer = vm.index_integer(count)?;
    match num_traits::ToPrimitive::to_i64(&integer) {
        Some(int) => Ok(Some(int.max(0) as usize)),
        None => {
            let message = format!("cannot fit '{}' into an index-sized integer", class.shown_name());
            Err(vm.overflow_error(&message))
        }
    }
}

/// The items `count` times over.
pub(super) fn repeat<R: Runtime>(
    vm: &mut Vm<R>,
    items: &[Value<R>],
    count: usize,
) -> Return<R, Vec<Value<R>>> {
    repeated(items, count).ok_or_else(|| vm.memory_error())
}

/// As [`repeat`], without saying so if there is not that much memory.
pub(super) fn repeated<R: Runtime>(items: &[Value<R>], count: usize) -> Option<Vec<Value<R>>> {
    let mut repeated = Vec::new();
    if items.is_empty() {
        return Some(repeated);
    }
    let length = items.len().checked_mul(count).filter(|length| *length < isize::MAX as usize / 32)?;
    repeated.try_reserve_exact(length).ok()?;
    for _ in 0..count {
        repeated.extend_from_slice(items);
    }
    Some(repeated)
}

/// Whether the value is an instance of a built-in class itself, not of a subclass written in Python.
pub(super) fn is_exact<R: Runtime>(value: &Value<R>) -> bool {
    value.shape().is_none_or(|shape| !shape.is_heap())
}

/// Item `index` of a tuple.
pub(super) fn tuple_item<R: Runtime>(
    _: &mut Vm<R>,
    tuple: &Ref<R, Tuple<R>>,
    index: usize,
) -> Option<Value<R>> {
    tuple.as_slice().get(index).cloned()
}

/// An integer as a value, of any size.
pub(super) fn big<R: Runtime>(value: &Value<R>) -> Option<num_bigint::BigInt> {
    match value.word().as_int() {
        Some(int) => Some(int.into()),
        None => value.as_ref::<BigInt<R>>().map(|big| big.get().to_big().into_owned()),
    }
}
