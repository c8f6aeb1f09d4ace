//! `super`.

use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Payload, Ref, Runtime, Str, Value};

/// The payload of a `super` object.
pub struct Super<R: Runtime> {
    /// The class after which the search begins.
    pub class: Value<R>,
    /// The receiver, or unbound for `super(class)`.
    pub receiver: Value<R>,
    /// The class whose MRO is searched.
    pub start: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Super<R> {
    const NAME: &'static str = "super";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.class);
        visit(&self.receiver);
        visit(&self.start);
    }
}

impl<R: Runtime> Vm<R> {
    /// Looks a name up in the classes after the one `super` was made for.
    fn super_lookup(&mut self, super_: &Super<R>, name: &Ref<R, Str<R>>) -> Option<Value<R>> {
        super_.start.as_ref::<Class<R>>()?.lookup_after(self, &super_.class, name)
    }

    pub(crate) fn find_super_attr(
        &mut self,
        super_: &Ref<R, Super<R>>,
        name: &Ref<R, Str<R>>,
    ) -> Return<R, Option<Value<R>>> {
        if super_.receiver.is_unbound() || name.as_str() == "__class__" {
            return Ok(None);
        }
        let Some(found) = self.super_lookup(super_, name) else { return Ok(None) };
        let on_class = super_.receiver.is(&super_.start);
        if on_class && super_.receiver.as_ref::<Class<R>>().is_some() {
            return self.descriptor_get_on_class(&found, &super_.start).map(Some);
        }
        self.descriptor_get(&found, &super_.receiver, &super_.start).map(Some)
    }

    /// The function and receiver of `super().name(…)`, if it is a plain method.
    pub(crate) fn find_super_method(
        &mut self,
        super_: &Value<R>,
        name: &Ref<R, Str<R>>,
    ) -> Option<(Value<R>, Value<R>)> {
        let super_ = super_.as_ref::<Super<R>>()?;
        if super_.receiver.is_unbound() || super_.receiver.is(&super_.start) {
            return None;
        }
        let found = self.super_lookup(super_, name)?;
        Self::is_function(&found).then(|| (found, super_.receiver.clone()))
    }
}

/// The class a receiver says it is of, as a proxy does, if `super` can begin there.
fn said_class<R: Runtime>(
    vm: &mut Vm<R>,
    receiver: &Value<R>,
    class: &Ref<R, Class<R>>,
) -> Return<R, Option<Value<R>>> {
    let said = vm.find_attr_str(receiver, "__class__")?;
    Ok(said.filter(|said| said.as_ref::<Class<R>>().is_some_and(|said| vm.is_subclass(said, class))))
}

/// `super(class)` as an attribute of a class: found on an instance, it is `super(class, instance)`.
fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(own) = arguments[0].as_ref::<Super<R>>() else {
        return Err(vm.type_error("expected a super object"));
    };
    match arguments[1].some() {
        Some(instance) if own.receiver.is_unbound() => {
            let class = vm.class_of(&arguments[0]).into_value();
            vm.call(&class, &[own.class.clone(), instance.clone()])
        }
        _ => Ok(arguments[0].clone()),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [own, class, receiver] = arguments else { return Err(vm.system_error("super takes two arguments")) };
    let Some(class) = class.given() else {
        return Err(vm.runtime_error("super(): no arguments"));
    };
    let Some(handle) = class.as_ref::<Class<R>>() else {
        let message = format!("super() argument 1 must be a type, not {}", vm.type_name(class));
        return Err(vm.type_error(&message));
    };
    let (receiver, start) = match receiver.some() {
        None => (Value::UNBOUND, Value::UNBOUND),
        Some(receiver) => {
            let start = match receiver.as_ref::<Class<R>>() {
                Some(own) if vm.is_subclass(own, handle) => Some(receiver.clone()),
                _ if vm.is_instance(receiver, handle) => Some(vm.class_of(receiver).into_value()),
                _ => said_class(vm, receiver, handle)?,
            };
            let start = match start {
                Some(start) => start,
                None => {
                    let shown = match receiver.as_ref::<Class<R>>() {
                        Some(class) => format!("type {}", class.shown_name()),
                        None => format!("instance of {}", vm.type_name(receiver)),
                    };
                    let message = format!(
                        "super(type, obj): obj ({shown}) is not an instance or subtype of type ({}).",
                        handle.shown_name()
                    );
                    return Err(vm.type_error(&message));
                }
            };
            (receiver.clone(), start)
        }
    };
    let own: Ref<R, Class<R>> =
        own.clone().downcast().unwrap_or_else(|_| unreachable!("__new__ gets a class"));
    let payload = Super { class: class.clone(), receiver, start };
    vm.new_object_of(&own, payload)
}

fn part<R: Runtime>(value: &Value<R>, part: fn(&Super<R>) -> &Value<R>) -> Value<R> {
    value.as_ref::<Super<R>>().and_then(|own| part(own).given()).cloned().unwrap_or(Value::NONE)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = |value: &Value<R>| match value.as_ref::<Class<R>>() {
        Some(class) => class.shown_name(),
        None => "NULL".into(),
    };
    let class = name(&part(&arguments[0], |own| &own.class));
    let start = part(&arguments[0], |own| &own.start);
    let receiver = match start.as_ref::<Class<R>>() {
        Some(_) => format!("<{} object>", name(&start)),
        None => "NULL".to_owned(),
    };
    Ok(vm.new_string(format!("<super: <class '{class}'>, {receiver}>")))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().super_.clone();
    ClassBuilder::extend(vm, &class)
        .member("__thisclass__", |_, value| Ok(part(value, |own| &own.class)))
        .member("__self__", |_, value| Ok(part(value, |own| &own.receiver)))
        .member("__self_class__", |_, value| Ok(part(value, |own| &own.start)))
        .method("__repr__(self, /)", repr)
        .constructor("__new__(cls, type=None, object=None, /)", new)
        .method("__init__(self, /, *args, **kwargs)", |_, _| Ok(Value::NONE))
        .method("__get__(self, instance, owner=None, /)", get)
        .finish();
}
