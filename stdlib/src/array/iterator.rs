//! `arrayiterator`.

use super::{Array, array};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Payload, Ref, Runtime, Value};
use std::sync::atomic::{AtomicUsize, Ordering};

struct ArrayIterator<R: Runtime> {
    array: Ref<R, Array<R>>,
    /// Relaxed throughout: sharing one iterator promises no more than items of the array.
    next: AtomicUsize,
}

/// The next of an iterator that has been at the end, which an array that grows does not bring back.
const EXHAUSTED: usize = usize::MAX;

// SAFETY: an atomic, and what does not change.
unsafe impl<R: Runtime> Payload<R> for ArrayIterator<R> {
    const NAME: &'static str = "arrayiterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(self.array.value());
    }
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, ArrayIterator<R>>> {
    value.as_ref().ok_or_else(|| vm.type_error("an arrayiterator is needed"))
}

pub(super) fn of<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let array = array(vm, &arguments[0])?.clone();
    Ok(vm.new_object(ArrayIterator { array, next: AtomicUsize::new(0) }))
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let next = own.next.load(Ordering::Relaxed);
    let item = if next == EXHAUSTED { None } else { own.array.item(vm, next) };
    own.next.store(if item.is_some() { next + 1 } else { EXHAUSTED }, Ordering::Relaxed);
    Ok(item.unwrap_or(Value::UNBOUND))
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let (array, next) = (own.array.value().clone(), own.next.load(Ordering::Relaxed));
    let iter = vm.get_builtin("iter")?;
    if next == EXHAUSTED {
        let empty = vm.new_tuple(vec![]);
        let arguments = vm.new_tuple(vec![empty]);
        return Ok(vm.new_tuple(vec![iter, arguments]));
    }
    let (next, arguments) = (vm.new_usize(next), vm.new_tuple(vec![array]));
    Ok(vm.new_tuple(vec![iter, arguments, next]))
}

fn set_state<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !vm.is_int(&arguments[1]) {
        return Err(vm.type_error("an integer is required"));
    }
    let state = vm.index(&arguments[1])?;
    let own = own(vm, &arguments[0])?;
    if own.next.load(Ordering::Relaxed) != EXHAUSTED {
        let last = own.array.len(vm);
        let next = usize::try_from(state).unwrap_or(0).min(last);
        own.next.store(next, Ordering::Relaxed);
    }
    Ok(Value::NONE)
}

/// Makes the class of the iterators.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<ArrayIterator<R>>(vm, "array", "arrayiterator", None)
        .iterator(next)
        .methods(&[("__reduce__(self, /)", reduce), ("__setstate__(self, state, /)", set_state)])
        .sealed()
        .finish();
}
