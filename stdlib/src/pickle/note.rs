//! What is told of a value that could not be pickled: the notes that its exception gets on its way out.

use interpreter::{Exception, Raised, Vm};
use object_model::{Runtime, Value};

fn add<R: Runtime>(vm: &mut Vm<R>, raised: Raised<R>, note: String) -> Raised<R> {
    let note = vm.new_string(note);
    match vm.call_method(&raised.0, "add_note", &[note]) {
        Ok(_) => raised,
        Err(other) => instead(vm, other, &raised),
    }
}

/// Notes that it happened in a part of `value`.
#[cold]
pub(super) fn serializing<R: Runtime>(
    vm: &mut Vm<R>,
    raised: Raised<R>,
    value: &Value<R>,
    part: &str,
) -> Raised<R> {
    let note = format!("when serializing {} {part}", vm.qualified_type_name(value));
    add(vm, raised, note)
}

/// Notes that it happened in the value of a key.
#[cold]
pub(super) fn serializing_item<R: Runtime>(
    vm: &mut Vm<R>,
    raised: Raised<R>,
    value: &Value<R>,
    key: &Value<R>,
) -> Raised<R> {
    match vm.repr_string(key) {
        Ok(key) => serializing(vm, raised, value, &format!("item {key}")),
        Err(other) => instead(vm, other, &raised),
    }
}

/// An exception raised because of another one, which is its context.
#[cold]
pub(super) fn instead<R: Runtime>(vm: &mut Vm<R>, raised: Raised<R>, cause: &Raised<R>) -> Raised<R> {
    if let Some(exception) = raised.0.as_ref::<Exception<R>>()
        && !raised.0.is(&cause.0)
    {
        let old = std::mem::replace(&mut vm.lock(exception).context, cause.0.clone());
        drop(old);
    }
    raised
}
