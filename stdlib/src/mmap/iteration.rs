//! What walks over the bytes of a `mmap`: each is a bytes object, where an index finds an int.

use super::{length, receiver, with};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Payload, Runtime, Value};
use std::sync::atomic::{AtomicUsize, Ordering};

struct Bytes<R: Runtime> {
    map: Value<R>,
    /// Relaxed throughout: sharing one iterator promises no more than bytes of the map.
    next: AtomicUsize,
    backward: bool,
}

// SAFETY: an atomic, and what does not change.
unsafe impl<R: Runtime> Payload<R> for Bytes<R> {
    const NAME: &'static str = "iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.map);
    }
}

pub(super) fn forward<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let bytes = Bytes { map: arguments[0].clone(), next: AtomicUsize::new(0), backward: false };
    Ok(vm.new_object(bytes))
}

pub(super) fn backward<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let map = receiver(vm, &arguments[0])?;
    let length = length(vm, map)?;
    let bytes = Bytes { map: arguments[0].clone(), next: AtomicUsize::new(length), backward: true };
    Ok(vm.new_object(bytes))
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(bytes) = arguments[0].as_ref::<Bytes<R>>() else {
        return Err(vm.type_error("an iterator over a mmap is needed"));
    };
    let map = receiver(vm, &bytes.map)?;
    let next = bytes.next.load(Ordering::Relaxed);
    let place = if bytes.backward { next.checked_sub(1) } else { Some(next) };
    let Some(place) = place.filter(|_| next != usize::MAX) else { return Ok(Value::UNBOUND) };
    let mut byte = [0];
    let is_there = with(vm, map, |region| {
        let is_there = place < region.len();
        if is_there {
            region.read(place, &mut byte);
        }
        is_there
    })?;
    if !is_there {
        bytes.next.store(usize::MAX, Ordering::Relaxed);
        return Ok(Value::UNBOUND);
    }
    bytes.next.store(if bytes.backward { place } else { place + 1 }, Ordering::Relaxed);
    Ok(vm.new_bytes(&byte))
}

/// Makes the class of the iterators.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Bytes<R>>(vm, "mmap", "iterator", None)
        .methods(&[
            ("__iter__(self, /)", |_, arguments| Ok(arguments[0].clone())),
            ("__next__(self, /)", next),
        ])
        .sealed()
        .finish();
}
