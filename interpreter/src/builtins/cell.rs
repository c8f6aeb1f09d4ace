//! `cell`: a variable shared by closures.

use super::receiver;
use crate::comparisons;
use crate::function::Cell;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Runtime, Value};

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let content = arguments[1].clone();
    Ok(vm.new_object(Cell::new(content)))
}

/// Cells compare as what they hold does; an empty one is less than any other.
fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    if arguments[1].as_ref::<Cell<R>>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (own, other) = (vm.cell_content(&arguments[0]), vm.cell_content(&arguments[1]));
    if own.is_unbound() || other.is_unbound() {
        let ordering = other.is_unbound().cmp(&own.is_unbound());
        return Ok(Value::bool(comparison.of(ordering)));
    }
    vm.compare(comparison, &own, &other)
}

fn get_contents<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let content = vm.cell_content(value);
    if content.is_unbound() { Err(vm.value_error("Cell is empty")) } else { Ok(content) }
}

fn set_contents<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let cell = receiver::<R, Cell<R>>(vm, value, "cell")?;
    let locked = vm.lock(cell);
    // SAFETY: the reference is taken out of the slot, under the cell's lock.
    let old = unsafe { Value::<R>::from_owned(cell.content.swap(new.into_word())) };
    drop(locked);
    drop(old);
    Ok(())
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let content = vm.cell_content(&arguments[0]);
    let address = arguments[0].word().bits();
    let text = match content.given() {
        None => format!("<cell at {address:#x}: empty>"),
        Some(content) => format!(
            "<cell at {address:#x}: {} object at {:#x}>",
            vm.type_name(content),
            content.word().bits()
        ),
    };
    Ok(vm.new_string(text))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().cell.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, contents=None, /)", new)
        .methods(&comparisons!(compare))
        .attribute("__hash__", Value::NONE)
        .method("__repr__(self, /)", repr)
        .getset("cell_contents", get_contents, Some(set_contents))
        .finish();
}
