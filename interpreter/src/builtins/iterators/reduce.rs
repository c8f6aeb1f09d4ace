//! What `copy` and `pickle` make of iterators: a call that makes another, and where it had come to.

use super::{BEYOND, CallableIterator, Enumerate, Filter, Map, Reversed, ReversedList, Zip};
use crate::raised::Return;
use crate::vm::Vm;
use num_bigint::BigInt;
use object_model::{Runtime, Value};
use std::sync::atomic::Ordering;

/// A callable, its arguments and, behind them, a state.
pub(in crate::builtins) fn rebuilt<R: Runtime>(
    vm: &Vm<R>,
    callable: Value<R>,
    arguments: Vec<Value<R>>,
    state: Option<Value<R>>,
) -> Value<R> {
    let mut parts = vec![callable, vm.new_tuple(arguments)];
    parts.extend(state);
    vm.new_tuple(parts)
}

/// `iter(source)`, and where it had come to; None once exhausted, when it is an iterator over `empty`.
pub(in crate::builtins) fn indexed<R: Runtime>(
    vm: &mut Vm<R>,
    source: &Value<R>,
    position: Option<usize>,
    empty: Value<R>,
) -> Return<R> {
    let iter = vm.get_builtin("iter")?;
    Ok(match position {
        Some(position) => {
            let position = vm.new_usize(position);
            rebuilt(vm, iter, vec![source.clone()], Some(position))
        }
        None => rebuilt(vm, iter, vec![empty], None),
    })
}

fn class_of<R: Runtime>(vm: &Vm<R>, arguments: &[Value<R>]) -> Value<R> {
    vm.class_of(&arguments[0]).into_value()
}

pub(super) fn of_enumerate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = arguments[0].as_ref::<Enumerate<R>>().expect("the receiver is an instance of its class");
    // Relaxed: as for every step of the iterator.
    let number = match own.number.load(Ordering::Relaxed) {
        BEYOND => vm.lock(own).clone(),
        number => BigInt::from(number),
    };
    let number = vm.new_integer(number);
    Ok(rebuilt(vm, class_of(vm, arguments), vec![own.iterator.clone(), number], None))
}

pub(super) fn of_zip<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = arguments[0].as_ref::<Zip<R>>().expect("the receiver is an instance of its class");
    let state = own.strict().then_some(Value::TRUE);
    Ok(rebuilt(vm, class_of(vm, arguments), own.iterators.to_vec(), state))
}

pub(super) fn set_zip<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let strict = vm.truth(&arguments[1])?;
    let own = arguments[0].as_ref::<Zip<R>>().expect("the receiver is an instance of its class");
    own.strict.store(strict, Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    Ok(Value::NONE)
}

pub(super) fn of_map<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = arguments[0].as_ref::<Map<R>>().expect("the receiver is an instance of its class");
    let given = std::iter::once(&own.function).chain(&own.iterators).cloned().collect();
    let state = own.strict().then_some(Value::TRUE);
    Ok(rebuilt(vm, class_of(vm, arguments), given, state))
}

pub(super) fn set_map<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let strict = vm.truth(&arguments[1])?;
    let own = arguments[0].as_ref::<Map<R>>().expect("the receiver is an instance of its class");
    own.strict.store(strict, Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    Ok(Value::NONE)
}

pub(super) fn of_filter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = arguments[0].as_ref::<Filter<R>>().expect("the receiver is an instance of its class");
    Ok(rebuilt(vm, class_of(vm, arguments), vec![own.function.clone(), own.iterator.clone()], None))
}

pub(super) fn of_reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = arguments[0].as_ref::<Reversed<R>>().expect("the receiver is an instance of its class");
    let class = class_of(vm, arguments);
    // Relaxed: as for every step of the iterator.
    Ok(match own.position.load(Ordering::Relaxed) {
        ..1 => rebuilt(vm, class, vec![vm.new_tuple(vec![])], None),
        position => rebuilt(vm, class, vec![own.sequence.clone()], Some(vm.new_int(position - 1))),
    })
}

/// How many items a reversed iterator has left whose state, the index of the next, is given.
fn left_of_state<R: Runtime>(vm: &mut Vm<R>, state: &Value<R>, sequence: &Value<R>) -> Return<R, i64> {
    let index = vm.index(state)?;
    let length = vm.len(sequence)? as i64;
    Ok(index.clamp(-1, length - 1) + 1)
}

pub(super) fn set_reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = arguments[0].as_ref::<Reversed<R>>().expect("the receiver is an instance of its class");
    let left = left_of_state(vm, &arguments[1], &own.sequence)?;
    own.position.store(left, Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    Ok(Value::NONE)
}

pub(super) fn of_reversed_list<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = arguments[0].as_ref::<ReversedList<R>>().expect("the receiver is an instance of its class");
    // Relaxed: as for every step of the iterator.
    Ok(match own.position.load(Ordering::Relaxed) {
        ..0 => {
            let (iter, empty) = (vm.get_builtin("iter")?, vm.new_list(vec![])?);
            rebuilt(vm, iter, vec![empty], None)
        }
        position => {
            let class = vm.class_of_payload::<Reversed<R>>().into_value();
            rebuilt(vm, class, vec![own.list.clone()], Some(vm.new_int(position - 1)))
        }
    })
}

pub(super) fn set_reversed_list<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = arguments[0].as_ref::<ReversedList<R>>().expect("the receiver is an instance of its class");
    let left = left_of_state(vm, &arguments[1], &own.list)?;
    own.position.store(left, Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    Ok(Value::NONE)
}

pub(super) fn of_callable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = arguments[0].as_ref::<CallableIterator<R>>().expect("the receiver is an instance of its class");
    let iter = vm.get_builtin("iter")?;
    let exhausted = own.exhausted.load(Ordering::Relaxed); // Relaxed: as for every step of the iterator.
    let given = match exhausted {
        true => vec![vm.new_tuple(vec![])],
        false => vec![own.callable.clone(), own.sentinel.clone()],
    };
    Ok(rebuilt(vm, iter, given, None))
}
