//! What a class written in Python exports (PEP 688): the view that its `__buffer__` gives, and the end of that.

use super::MemoryView;
use crate::function::Function;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Payload, Runtime, Special, Value};
use sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What is asked for where anything will do: `inspect.BufferFlags.FULL_RO`.
const ANY: i64 = 0x11c;

/// The payload of `_buffer_wrapper`: what all views share that look through one answer of `__buffer__`.
pub(crate) struct Export<R: Runtime> {
    /// Whose `__buffer__` it was.
    object: Value<R>,
    /// The view it gave.
    view: Value<R>,
    /// Views that look through it.
    views: AtomicUsize,
    /// The object has been told that nobody looks any more.
    told: AtomicBool,
}

// SAFETY: immutable but for atomics.
unsafe impl<R: Runtime> Payload<R> for Export<R> {
    const NAME: &'static str = "_buffer_wrapper";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.object);
        visit(&self.view);
    }
}

impl<R: Runtime> Export<R> {
    /// One more view looks through it.
    pub fn add(&self) {
        // Relaxed: a count of which nothing hangs but that the last one to go tells, as in `remove`.
        self.views.fetch_add(1, Ordering::Relaxed);
    }

    /// One view less looks through it.
    pub fn remove(&self) {
        // Relaxed: as in `add`.
        self.views.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The view that an object's `__buffer__` gives; None if it has none.
pub(crate) fn view_of<R: Runtime>(vm: &mut Vm<R>, object: &Value<R>) -> Return<R, Option<Value<R>>> {
    if object.header().is_none() {
        return Ok(None);
    }
    let Some(method) = vm.class_of(object).special(vm, Special::Buffer) else { return Ok(None) };
    let given = vm.call_found(&method, object, &[Value::small_int(ANY)])?;
    let Some(view) = given.as_ref::<MemoryView<R>>() else {
        return Err(vm.type_error("__buffer__ returned non-memoryview object"));
    };
    if method.as_ref::<Function<R>>().is_none() {
        return Ok(Some(given));
    }
    let export = Export {
        object: object.clone(),
        view: given.clone(),
        views: AtomicUsize::new(0),
        told: AtomicBool::new(false),
    };
    let export = vm.new_object(export);
    let whole = view.through(vm, &export);
    Ok(Some(vm.new_object(whole)))
}

/// Tells the object behind `owner`, if that is what one exports and no view looks through it, that its buffer is released.
pub(super) fn tell_if_over<R: Runtime>(vm: &mut Vm<R>, owner: &Value<R>) {
    let Some(export) = owner.as_ref::<Export<R>>() else { return };
    // Relaxed: who sees the last view go is who took it away, or comes when the object dies.
    if export.views.load(Ordering::Relaxed) > 0 || export.told.swap(true, Ordering::Relaxed) {
        return;
    }
    let class = vm.class_of(&export.object);
    let Some(method) = class.special(vm, Special::ReleaseBuffer) else { return };
    if let Err(raised) = vm.call_found(&method, &export.object, std::slice::from_ref(&export.view)) {
        let message = format!("Exception ignored in __release_buffer__ of {}", class.shown_name());
        vm.report_unraisable_as(&raised, &message);
    }
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    ClassBuilder::new::<Export<R>>(vm, "builtins", "_buffer_wrapper", None)
        .method("__del__(self, /)", |vm, arguments| {
            tell_if_over(vm, &arguments[0]);
            Ok(Value::NONE)
        })
        .sealed()
        .finish();
}
