//! `_abc`: the registry behind abstract base classes.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, ClassFlags, Guard, Guarded, Payload, Ref, Runtime, Value, Word};
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use verdicts::Verdicts;

mod verdicts;

/// The payload of a class's `_abc_impl`: what was registered with it, and what it has answered.
struct Registry<R: Runtime> {
    classes: Guarded<Vec<Value<R>>>,
    verdicts: Verdicts,
    registrations: Arc<Registrations>,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: the classes are guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Registry<R> {
    const NAME: &'static str = "_abc_data";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        unsafe { self.classes.get() }.iter().for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for Registry<R> {
    type Guarded = Vec<Value<R>>;
    fn guarded(&self) -> &Guarded<Vec<Value<R>>> {
        &self.classes
    }
}

/// How many classes were registered in the interpreter: what is no subclass may be one after the next.
#[derive(Default)]
struct Registrations(AtomicU64);

impl Registrations {
    fn count(&self) -> u64 {
        // Relaxed: who must see one knows otherwise that it has taken place.
        self.0.load(Ordering::Relaxed)
    }
}

fn class<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Class<R>>> {
    match value.as_ref::<Class<R>>() {
        Some(class) => Ok(class),
        None => Err(vm.type_error("issubclass() arg 1 must be a class")),
    }
}

fn is_abstract<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, bool> {
    match vm.find_attr_str(value, "__isabstractmethod__")? {
        Some(truth) => vm.truth(&truth),
        None => Ok(false),
    }
}

fn init_class<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = class(vm, &arguments[0])?.clone();
    let registry = vm.new_object(Registry {
        classes: Guarded::new(vec![]),
        verdicts: Verdicts::new(),
        registrations: vm.shared.state(),
        _runtime: PhantomData,
    });
    vm.set_attr_str(&arguments[0], "_abc_impl", registry)?;
    let names = vm.new_set();
    let namespace = own.namespace().clone();
    for (hash, name, value) in vm.dict_entries(&namespace) {
        if is_abstract(vm, &value)? {
            vm.set_add_hashed(&names, hash, name)?;
        }
    }
    let bases = own.bases();
    for base in vm.collect(&bases)? {
        let Some(inherited) = vm.find_attr_str(&base, "__abstractmethods__")? else { continue };
        for name in vm.collect(&inherited)? {
            let handle = vm.str_handle(&name)?;
            if let Some(value) = vm.find_attr(&arguments[0], &handle)?
                && is_abstract(vm, &value)?
            {
                vm.set_add(&names, name)?;
            }
        }
    }
    let frozenset = vm.types().frozenset.value().clone();
    let names = vm.call(&frozenset, &[names.into_value()])?;
    vm.set_attr_str(&arguments[0], "__abstractmethods__", names)?;
    // `collections.abc.Sequence` and `Mapping` say so for `match`.
    if let Some(bits) = vm.get_name(namespace.value(), "__abc_tpflags__") {
        let bits = vm.index(&bits)?;
        own.set_flag(ClassFlags::SEQUENCE, bits & (1 << 5) != 0);
        own.set_flag(ClassFlags::MAPPING, bits & (1 << 6) != 0);
        let name = vm.intern("__abc_tpflags__").into_value();
        vm.dict_remove(&namespace, &name)?;
    }
    Ok(Value::NONE)
}

/// What a class keeps as an abstract one.
fn registry<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R, Ref<R, Registry<R>>> {
    vm.get_attr_str(class, "_abc_impl")?
        .downcast()
        .map_err(|_| vm.type_error("_abc_impl is set to a wrong type"))
}

/// The number by which verdicts know a class.
fn number<R: Runtime>(class: &Value<R>) -> Option<u32> {
    class.as_ref::<Class<R>>().map(|class| class.root_shape().number())
}

/// A class registered as a sequence or mapping is one for `match`, and so are its subclasses. A built-in one is what it is:
/// `bytes` and `str` are registered, and are no sequences there.
fn spread<R: Runtime>(class: &Ref<R, Class<R>>, flag: ClassFlags) {
    if class.flags().has(ClassFlags::HEAP) && !class.flags().has(flag) {
        class.set_flag(flag, true);
        for subclass in class.subclasses() {
            if let Some(subclass) = subclass.as_ref::<Class<R>>() {
                spread(subclass, flag);
            }
        }
    }
}

fn register<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(subclass) = arguments[1].as_ref::<Class<R>>() else {
        return Err(vm.type_error("Can only register classes"));
    };
    if vm.is_subclass_of(&arguments[1], &arguments[0])? {
        return Ok(arguments[1].clone());
    }
    if vm.is_subclass_of(&arguments[0], &arguments[1])? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    let registry = registry(vm, &arguments[0])?;
    vm.lock(&registry).push(arguments[1].clone());
    // Relaxed: as in `count`.
    registry.registrations.0.fetch_add(1, Ordering::Relaxed);
    let flags = class(vm, &arguments[0])?.flags();
    for flag in [ClassFlags::SEQUENCE, ClassFlags::MAPPING] {
        if flags.has(flag) {
            spread(subclass, flag);
        }
    }
    Ok(arguments[1].clone())
}

fn subclass_check<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    is_subclass(vm, &arguments[0], &arguments[1]).map(Value::bool)
}

fn is_subclass<R: Runtime>(vm: &mut Vm<R>, own: &Value<R>, other: &Value<R>) -> Return<R, bool> {
    vm.check_recursion("maximum recursion depth exceeded in __subclasscheck__")?;
    let other_class = class(vm, other)?.clone();
    let own_class = class(vm, own)?.clone();
    let registry = registry(vm, own)?;
    let (number, registrations) = (other_class.root_shape().number(), registry.registrations.count());
    if let Some(known) = registry.verdicts.find(number, registrations) {
        return Ok(known);
    }
    let verdict = find_out(vm, &registry, (own, &own_class), (other, &other_class))?;
    registry.verdicts.remember(number, verdict, registrations);
    Ok(verdict)
}

/// Asks the hook, the bases, what is registered, and the subclasses.
fn find_out<R: Runtime>(
    vm: &mut Vm<R>,
    registry: &Ref<R, Registry<R>>,
    (own, own_class): (&Value<R>, &Ref<R, Class<R>>),
    (other, other_class): (&Value<R>, &Ref<R, Class<R>>),
) -> Return<R, bool> {
    let hooked = vm.call_method(own, "__subclasshook__", std::slice::from_ref(other))?;
    if hooked.word() == Word::TRUE || hooked.word() == Word::FALSE {
        return Ok(hooked.word() == Word::TRUE);
    }
    if hooked.word() != Word::NOT_IMPLEMENTED {
        let class = vm.exceptions().assertion_error.clone();
        let message = "__subclasshook__ must return either False, True, or NotImplemented";
        return Err(vm.raise_message(&class, message));
    }
    if vm.is_subclass(other_class, own_class) {
        return Ok(true);
    }
    let registered = vm.lock(registry).clone();
    for one in registered {
        if vm.is_subclass_of(other, &one)? {
            return Ok(true);
        }
    }
    let subclasses = vm.call_method(own, "__subclasses__", &[])?;
    for one in vm.collect(&subclasses)? {
        if vm.is_subclass_of(other, &one)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn instance_check<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let real = vm.class_of(&arguments[1]).into_value();
    let claimed = if real.as_ref::<Class<R>>().is_some_and(|class| class.flags().has(ClassFlags::HEAP)) {
        vm.find_attr_str(&arguments[1], "__class__")?.unwrap_or_else(|| real.clone())
    } else {
        real.clone()
    };
    let registry = registry(vm, &arguments[0])?;
    let registrations = registry.registrations.count();
    let known = |class| number(class).and_then(|number| registry.verdicts.find(number, registrations));
    match known(&claimed) {
        Some(true) => return Ok(Value::TRUE),
        Some(false) if claimed.is(&real) => return Ok(Value::FALSE),
        _ => {}
    }
    let check = |vm: &mut Vm<R>, class: &Value<R>| {
        let result = vm.call_method(&arguments[0], "__subclasscheck__", std::slice::from_ref(class))?;
        vm.truth(&result)
    };
    if check(vm, &claimed)? {
        return Ok(Value::TRUE);
    }
    if claimed.is(&real) {
        return Ok(Value::FALSE);
    }
    check(vm, &real).map(Value::bool)
}

fn cache_token<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let registrations = vm.shared.state::<Registrations>().count();
    Ok(vm.new_int(registrations.cast_signed()))
}

fn reset_registry<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let registry = registry(vm, &arguments[0])?;
    let old = std::mem::take(&mut *vm.lock(&registry));
    drop(old);
    Ok(Value::NONE)
}

fn reset_caches<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    registry(vm, &arguments[0])?.verdicts.forget();
    Ok(Value::NONE)
}

fn dump<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let set = vm.new_set();
    let registry = registry(vm, &arguments[0])?;
    let registered = vm.lock(&registry).clone();
    for class in registered {
        vm.set_add(&set, class)?;
    }
    let (empty, token) = (vm.new_set().into_value(), cache_token(vm, arguments)?);
    Ok(vm.new_tuple(vec![set.into_value(), empty.clone(), empty, token]))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_abc");
    ClassBuilder::new::<Registry<R>>(vm, "_abc", "_abc_data", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .sealed()
        .finish();
    vm.module_functions(
        &module,
        "_abc",
        &[
            ("_abc_init(self, /)", init_class),
            ("_abc_register(self, subclass, /)", register),
            ("_abc_instancecheck(self, instance, /)", instance_check),
            ("_abc_subclasscheck(self, subclass, /)", subclass_check),
            ("get_cache_token()", cache_token),
            ("_reset_registry(self, /)", reset_registry),
            ("_reset_caches(self, /)", reset_caches),
            ("_get_dump(self, /)", dump),
        ],
    );
    Ok(module)
}
