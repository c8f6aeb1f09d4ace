//! The iterators that `tee` makes.

use super::{State, Step, make, make_registered};
use crate::tee::Place;
use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

pub(super) fn tee<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let count = match arguments[1].given() {
        Some(count) => vm.index(count)?,
        None => 2,
    };
    if count < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    if count > 1 << 24 {
        return Err(vm.memory_error());
    }
    let place = place(vm, &arguments[0])?;
    let mut iterators = vec![];
    for _ in 0..count {
        iterators.push(make_registered::<R, Place<R>>(vm, State::Tee(place.clone()))?);
    }
    Ok(vm.new_tuple(iterators))
}

/// One iterator for a call of the class.
pub(super) fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let place = place(vm, &arguments[1])?;
    make(vm, &arguments[0], State::Tee(place))
}

/// Where one of the iterators over something begins: what is one of them already is gone on with.
fn place<R: Runtime>(vm: &mut Vm<R>, iterable: &Value<R>) -> Return<R, Place<R>> {
    match place_of(vm, iterable) {
        Some(place) => Ok(place),
        None => {
            let iterator = vm.iter(iterable)?;
            Ok(Place::first(vm, iterator))
        }
    }
}

/// Where an iterator that `tee` made is.
fn place_of<R: Runtime>(vm: &mut Vm<R>, iterator: &Value<R>) -> Option<Place<R>> {
    match &vm.lock(iterator.as_ref::<Step<R>>()?).state {
        State::Tee(place) => Some(place.clone()),
        _ => None,
    }
}

pub(super) fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]).into_value();
    match place_of(vm, &arguments[0]) {
        Some(place) => make(vm, &class, State::Tee(place)),
        None => make(vm, &class, State::Done),
    }
}
