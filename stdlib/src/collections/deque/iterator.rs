//! What walks over a deque, and finds out that it was changed meanwhile.

use super::{deque, search::mutated};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of a deque iterator.
struct DequeIterator<R: Runtime, const REVERSED: bool> {
    deque: Value<R>,
    /// How many items it has given, and the deque's version.
    state: Guarded<(usize, u64)>,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime, const REVERSED: bool> Payload<R> for DequeIterator<R, REVERSED> {
    const NAME: &'static str = if REVERSED { "_deque_reverse_iterator" } else { "_deque_iterator" };
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.deque);
    }
}

impl<R: Runtime, const REVERSED: bool> Guard<R> for DequeIterator<R, REVERSED> {
    type Guarded = (usize, u64);
    fn guarded(&self) -> &Guarded<(usize, u64)> {
        &self.state
    }
}

pub(super) fn iterate<R: Runtime, const REVERSED: bool>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let deque = deque(vm, &arguments[0])?;
    let version = vm.lock(deque).version;
    let state = Guarded::new((0, version));
    Ok(vm.new_object(DequeIterator::<R, REVERSED> { deque: arguments[0].clone(), state }))
}

/// `__new__(cls, iterable, index=0)`, for who reads a pickle.
fn new<R: Runtime, const REVERSED: bool>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let given = match arguments[2].given() {
        Some(index) => vm.index(index)?.max(0) as usize,
        None => 0,
    };
    let source = deque(vm, &arguments[1])?;
    let (version, length) = {
        let state = vm.lock(source);
        (state.version, state.items.len())
    };
    let state = Guarded::new((given.min(length), version));
    vm.new_object_of(&class, DequeIterator::<R, REVERSED> { deque: arguments[1].clone(), state })
}

fn itself<'a, R: Runtime, const REVERSED: bool>(
    vm: &mut Vm<R>,
    value: &'a Value<R>,
) -> Return<R, &'a Ref<R, DequeIterator<R, REVERSED>>> {
    match value.as_ref() {
        Some(iterator) => Ok(iterator),
        None => Err(vm.type_error("a deque iterator is needed")),
    }
}

fn next<R: Runtime, const REVERSED: bool>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = itself::<R, REVERSED>(vm, &arguments[0])?;
    let (number, version) = *vm.lock(iterator);
    let source = deque(vm, &iterator.deque)?;
    let state = vm.lock(source);
    if state.version != version {
        drop(state);
        return Err(mutated(vm));
    }
    let length = state.items.len();
    let index = if REVERSED { length.checked_sub(number + 1) } else { Some(number) };
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

fn length_hint<R: Runtime, const REVERSED: bool>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = itself::<R, REVERSED>(vm, &arguments[0])?;
    let number = vm.lock(iterator).0;
    let source = deque(vm, &iterator.deque)?;
    let length = vm.lock(source).items.len();
    Ok(vm.new_usize(length.saturating_sub(number)))
}

fn reduce<R: Runtime, const REVERSED: bool>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let iterator = itself::<R, REVERSED>(vm, &arguments[0])?;
    let number = vm.lock(iterator).0;
    let number = vm.new_usize(number);
    let given = vm.new_tuple(vec![iterator.deque.clone(), number]);
    Ok(vm.new_tuple(vec![vm.class_of(&arguments[0]).into_value(), given]))
}

fn install_one<R: Runtime, const REVERSED: bool>(vm: &mut Vm<R>, module: &Value<R>) {
    let name = DequeIterator::<R, REVERSED>::NAME;
    let class = ClassBuilder::new::<DequeIterator<R, REVERSED>>(vm, "collections", name, None)
        .constructor("__new__(cls, iterable, index=0, /)", new::<R, REVERSED>)
        .methods(&[
            ("__iter__(self, /)", own),
            ("__next__(self, /)", next::<R, REVERSED>),
            ("__length_hint__(self, /)", length_hint::<R, REVERSED>),
            ("__reduce__(self, /)", reduce::<R, REVERSED>),
        ])
        .finish();
    vm.module_set(module, name, class.into_value());
}

/// Makes the classes.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    install_one::<R, false>(vm, module);
    install_one::<R, true>(vm, module);
}
