//! What walks over a deque, and finds out that it was changed meanwhile.

use super::{deque, search::mutated};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Guard, Guarded, Payload, Runtime, Value};

/// The payload of a deque iterator.
struct DequeIterator<R: Runtime> {
    deque: Value<R>,
    state: Guarded<(usize, u64)>,
    reversed: bool,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for DequeIterator<R> {
    const NAME: &'static str = "_deque_iterator";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.deque);
    }
}

impl<R: Runtime> Guard<R> for DequeIterator<R> {
    type Guarded = (usize, u64);
    fn guarded(&self) -> &Guarded<(usize, u64)> {
        &self.state
    }
}

pub(super) fn iterate<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], reversed: bool) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let version = vm.lock(deque).version;
    let iterator = DequeIterator { deque: arguments[0].clone(), state: Guarded::new((0, version)), reversed };
    Ok(vm.new_object(iterator))
}

fn next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(iterator) = arguments[0].as_ref::<DequeIterator<R>>() else {
        return Err(vm.type_error("a deque iterator is needed"));
    };
    let (number, version) = *vm.lock(iterator);
    let source = deque(vm, &iterator.deque)?;
    let state = vm.lock(source);
    if state.version != version {
        drop(state);
        return Err(mutated(vm));
    }
    let length = state.items.len();
    let index = if iterator.reversed { length.checked_sub(number + 1) } else { Some(number) };
    let item = index.and_then(|index| state.items.get(index).cloned());
    drop(state);
    match item {
        Some(item) => {
            vm.lock(iterator).0 = number + 1;
            Ok(item)
        }
        None => Ok(Value::UNBOUND),
    }
}

fn own<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

fn length_hint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(iterator) = arguments[0].as_ref::<DequeIterator<R>>() else { return Ok(Value::small_int(0)) };
    let number = vm.lock(iterator).0;
    let source = deque(vm, &iterator.deque)?;
    let length = vm.lock(source).items.len();
    Ok(vm.new_usize(length.saturating_sub(number)))
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let iterator = ClassBuilder::new::<DequeIterator<R>>(vm, "_collections", "_deque_iterator", None)
        .methods(&[
            ("__iter__(self, /)", own),
            ("__next__(self, /)", next),
            ("__length_hint__(self, /)", length_hint),
        ])
        .finish();
    vm.module_set(module, "_deque_iterator", iterator.into_value());
}
