//! `PickleBuffer`: the memory of another object, to be pickled beside the pickle.

use interpreter::builtins::{ByteArray, MemoryView};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Bytes, Class, ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Special, Value};

/// The payload of a buffer.
pub(super) struct PickleBuffer<R: Runtime> {
    /// A memoryview; None once it is released.
    view: Guarded<Value<R>>,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for PickleBuffer<R> {
    const NAME: &'static str = "PickleBuffer";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        visit(unsafe { self.view.get() });
    }
}

impl<R: Runtime> Guard<R> for PickleBuffer<R> {
    type Guarded = Value<R>;
    fn guarded(&self) -> &Guarded<Value<R>> {
        &self.view
    }
}

/// The view of a buffer; ValueError if it was released.
pub(super) fn view<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let Some(own) = value.as_ref::<PickleBuffer<R>>() else {
        return Err(vm.type_error("a PickleBuffer is needed"));
    };
    let view = vm.lock(own).clone();
    if view.is_none() {
        return Err(vm.value_error("operation forbidden on released PickleBuffer object"));
    }
    Ok(view)
}

/// `memoryview(value)`
pub(super) fn view_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let class = vm.class_of_payload::<MemoryView<R>>();
    vm.call(class.value(), std::slice::from_ref(value))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (class, value): (Ref<R, Class<R>>, _) = (vm.class_argument(&arguments[0])?, &arguments[1]);
    let has_bytes = value.as_ref::<Bytes<R>>().is_some()
        || value.as_ref::<ByteArray<R>>().is_some()
        || value.as_ref::<MemoryView<R>>().is_some()
        || vm.class_of(value).has_special(vm, Special::Buffer);
    if !has_bytes {
        let message = format!("a bytes-like object is required, not '{}'", vm.type_name(value));
        return Err(vm.type_error(&message));
    }
    let view = view_of(vm, value)?;
    vm.new_object_of(&class, PickleBuffer { view: Guarded::new(view) })
}

fn buffer<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?;
    view_of(vm, &view)
}

/// Whether the items of a view follow one another without gaps.
pub(super) fn is_contiguous<R: Runtime>(vm: &mut Vm<R>, view: &Value<R>) -> Return<R, bool> {
    let contiguous = vm.get_attr_str(view, "contiguous")?;
    vm.truth(&contiguous)
}

fn raw<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = view(vm, &arguments[0])?;
    if !is_contiguous(vm, &view)? {
        return Err(vm.buffer_error("cannot extract raw buffer from non-contiguous buffer"));
    }
    let format = vm.new_str("B");
    vm.call_method(&view, "cast", &[format])
}

fn release<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<PickleBuffer<R>>() else {
        return Err(vm.type_error("a PickleBuffer is needed"));
    };
    let view = std::mem::replace(&mut *vm.lock(own), Value::NONE);
    if !view.is_none() {
        vm.call_method(&view, "release", &[])?;
    }
    Ok(Value::NONE)
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<PickleBuffer<R>>(vm, "pickle", "PickleBuffer", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, object, /)", new)
        .methods(&[
            ("__buffer__(self, flags, /)", buffer),
            ("raw(self, /)", raw),
            ("release(self, /)", release),
        ])
        .finish();
    vm.module_set(module, "PickleBuffer", class.into_value());
}
