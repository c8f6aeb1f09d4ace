//! `_tuplegetter`: what stands in a named tuple's class for each of its fields.

use interpreter::{ClassBuilder, Raised, Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value};

/// The payload of `_tuplegetter`.
struct TupleGetter<R: Runtime> {
    index: isize,
    doc: Guarded<Value<R>>,
}

// SAFETY: immutable but for what is guarded.
unsafe impl<R: Runtime> Payload<R> for TupleGetter<R> {
    const NAME: &'static str = "_tuplegetter";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        visit(unsafe { self.doc.get() });
    }
}

impl<R: Runtime> Guard<R> for TupleGetter<R> {
    type Guarded = Value<R>;
    fn guarded(&self) -> &Guarded<Value<R>> {
        &self.doc
    }
}

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, TupleGetter<R>>> {
    value.as_ref().ok_or_else(|| vm.type_error("a _tuplegetter is needed"))
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let index = vm.index(&arguments[1])?;
    let doc = Guarded::new(arguments[2].clone());
    vm.new_object_of(&class, TupleGetter { index: index as isize, doc })
}

fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (getter, object) = (own(vm, &arguments[0])?, &arguments[1]);
    if object.is_none() {
        if arguments[2].given().is_none_or(|owner| owner.is_none()) {
            return Err(vm.type_error("__get__(None, None) is invalid"));
        }
        return Ok(arguments[0].clone());
    }
    let Some(items) = vm.as_tuple(object) else {
        let message = format!(
            "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
            getter.index,
            vm.type_name(object)
        );
        return Err(vm.type_error(&message));
    };
    match usize::try_from(getter.index).ok().and_then(|index| items.get(index)) {
        Some(item) => Ok(item.clone()),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

fn refusal<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Raised<R> {
    let class = vm.exceptions().attribute_error.clone();
    vm.raise_message(&class, message)
}

fn doc<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let getter = own(vm, value)?;
    let doc = vm.lock(getter).clone();
    Ok(doc)
}

fn set_doc<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, doc: Value<R>) -> Return<R, ()> {
    let getter = own(vm, value)?;
    let doc = if doc.is_unbound() { Value::NONE } else { doc };
    let old = std::mem::replace(&mut *vm.lock(getter), doc);
    drop(old);
    Ok(())
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let index = own(vm, &arguments[0])?.index;
    let parts = vec![vm.new_int(index as i64), doc(vm, &arguments[0])?];
    let parts = vm.new_tuple(parts);
    let class = vm.class_of(&arguments[0]).into_value();
    Ok(vm.new_tuple(vec![class, parts]))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let index = own(vm, &arguments[0])?.index;
    let doc = doc(vm, &arguments[0])?;
    let doc = vm.repr_string(&doc)?;
    Ok(vm.new_string(format!("_tuplegetter({index}, {doc})")))
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let class = ClassBuilder::new::<TupleGetter<R>>(vm, "collections", "_tuplegetter", None)
        .constructor("__new__(cls, index, doc, /)", new)
        .methods(&[
            ("__repr__(self, /)", repr),
            ("__get__(self, instance, owner=None, /)", get),
            ("__set__(self, instance, value, /)", |vm, _| Err(refusal(vm, "can't set attribute"))),
            ("__delete__(self, instance, /)", |vm, _| Err(refusal(vm, "can't delete attribute"))),
            ("__reduce__(self, /)", reduce),
        ])
        .getset("__doc__", doc, Some(set_doc))
        .sealed()
        .finish();
    vm.module_set(module, "_tuplegetter", class.into_value());
}
