//! `_weakref`: weak references and proxies.

use interpreter::{ClassBuilder, Comparison, Operator, Raised, Return, Vm, comparisons};
use object_model::{Class, ClassFlags, Dict, Payload, Ref, Runtime, Special, Value, Weak, Word};

fn weak<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Weak<R>>> {
    match value.as_ref::<Weak<R>>() {
        Some(weak) => Ok(weak),
        None => Err(vm.type_error("a weak reference is needed")),
    }
}

/// Whether instances of a value's class can be weakly referenced.
fn check<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
    let class = vm.class_of(value);
    if class.flags().has(ClassFlags::WEAKLY_REFERENCED) && value.header().is_some() {
        return Ok(());
    }
    let message = format!("cannot create weak reference to '{}' object", class.shown_name());
    Err(vm.type_error(&message))
}

fn make<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Value<R>,
    object: &Value<R>,
    callback: Option<Value<R>>,
) -> Return<R> {
    check(vm, object)?;
    let class = vm.class_argument(class)?;
    let reference = vm.new_object_of(&class, Weak::new(object, callback))?;
    let handle = weak(vm, &reference)?;
    Weak::publish(vm, handle, object);
    Ok(reference)
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [class, object, callback, _] = arguments else { return Err(vm.system_error("ref takes an object")) };
    let callback = callback.some().cloned();
    let plain = class.as_ref::<Class<R>>().is_some_and(|class| !class.flags().has(ClassFlags::HEAP));
    if callback.is_none()
        && plain
        && let Some(existing) = Weak::existing(vm, object)
        && vm.class_of(existing.value()).value().is(class)
    {
        return Ok(existing.into_value());
    }
    make(vm, class, object, callback)
}

fn init_ref<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NONE)
}

fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let weak = weak(vm, &arguments[0])?;
    Ok(weak.upgrade(vm).unwrap_or(Value::NONE))
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let weak = weak(vm, &arguments[0])?;
    let known = weak.hash.load();
    if known != Word::UNBOUND {
        // SAFETY: a hash once computed is never replaced.
        return Ok(unsafe { Value::from_borrowed(known) });
    }
    let Some(object) = weak.upgrade(vm) else { return Err(vm.type_error("weak object has gone away")) };
    let hash = vm.hash(&object)?;
    let hash = vm.new_int(hash);
    weak.hash.fill(hash.clone());
    Ok(hash)
}

fn compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let (Some(own), Some(other)) = (arguments[0].as_ref::<Weak<R>>(), arguments[1].as_ref::<Weak<R>>())
    else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match (own.upgrade(vm), other.upgrade(vm)) {
        (Some(own), Some(other)) => vm.compare(comparison, &own, &other),
        _ => Ok(Value::bool(arguments[0].is(&arguments[1]) == (comparison == Comparison::Eq))),
    }
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let weak = weak(vm, &arguments[0])?;
    let address = arguments[0].word().bits();
    let text = match weak.upgrade(vm) {
        Some(object) => {
            let (class, at) = (vm.qualified_type_name(&object), object.word().bits());
            let name = vm.find_attr_str(&object, "__name__").ok().flatten();
            match name.as_ref().and_then(|name| vm.as_str(name)) {
                Some(name) => format!("<weakref at {address:#x}; to '{class}' at {at:#x} ({name})>"),
                None => format!("<weakref at {address:#x}; to '{class}' at {at:#x}>"),
            }
        }
        None => format!("<weakref at {address:#x}; dead>"),
    };
    Ok(vm.new_string(text))
}

fn callback<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let reference = weak(vm, value)?;
    Ok(reference.callback(vm).unwrap_or(Value::NONE))
}

fn count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let count = if arguments[0].header().is_some() { Weak::all(vm, &arguments[0]).len() } else { 0 };
    Ok(vm.new_usize(count))
}

fn all<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let all = if arguments[0].header().is_some() { Weak::all(vm, &arguments[0]) } else { vec![] };
    vm.new_list(all.into_iter().map(Ref::into_value).collect())
}

fn remove_dead<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(dict) = arguments[0].as_ref::<Dict<R>>() else { return Err(vm.type_error("a dict is needed")) };
    if let Some(found) = vm.dict_get(dict, &arguments[1])?
        && let Some(weak) = found.as_ref::<Weak<R>>()
        && weak.upgrade(vm).is_none()
    {
        vm.dict_remove(dict, &arguments[1])?;
    }
    Ok(Value::NONE)
}

/// The payload of a proxy: a weak reference that is looked through.
struct Proxy<R: Runtime> {
    reference: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Proxy<R> {
    const NAME: &'static str = "ProxyType";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.reference);
    }
}

fn gone<R: Runtime>(vm: &mut Vm<R>) -> Raised<R> {
    vm.reference_error("weakly-referenced object no longer exists")
}

/// The object behind a proxy, or the value itself if it is none.
fn behind<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    match value.as_ref::<Proxy<R>>().map(|proxy| proxy.reference.clone()) {
        None => Ok(value.clone()),
        Some(reference) => match weak(vm, &reference)?.upgrade(vm) {
            Some(object) => Ok(object),
            None => Err(gone(vm)),
        },
    }
}

fn proxy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let module = vm.import_module("_weakref")?;
    let class = vm.get_attr_str(&module, "ReferenceType")?;
    let reference = make(vm, &class, &arguments[0], arguments[1].some().cloned())?;
    let name = if vm.is_callable(&arguments[0]) { "CallableProxyType" } else { "ProxyType" };
    let class = vm.get_attr_str(&module, name)?;
    match class.downcast::<Class<R>>() {
        Ok(class) => vm.new_object_of(&class, Proxy { reference }),
        Err(_) => Err(vm.system_error("a proxy type is a class")),
    }
}

fn proxy_getattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    let name = vm.str_handle(&arguments[1])?;
    vm.get_attr(&object, &name)
}

fn proxy_setattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    let name = vm.str_handle(&arguments[1])?;
    vm.set_attr(&object, &name, arguments[2].clone())?;
    Ok(Value::NONE)
}

fn proxy_delattr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    let name = vm.str_handle(&arguments[1])?;
    vm.delete_attr(&object, &name)?;
    Ok(Value::NONE)
}

fn proxy_call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    let mut all = vm.as_tuple(&arguments[1]).map_or(vec![], <[_]>::to_vec);
    let mut names = vec![];
    if let Some(keywords) = arguments[2].as_ref::<Dict<R>>() {
        for (_, name, value) in vm.dict_entries(keywords) {
            names.push(name);
            all.push(value);
        }
    }
    vm.call_with(&object, &all, &names)
}

fn proxy_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let address = arguments[0].word().bits();
    let text = match behind(vm, &arguments[0]) {
        Ok(object) => {
            let class = vm.qualified_type_name(&object);
            format!("<weakproxy at {address:#x}; to '{class}' at {:#x}>", object.word().bits())
        }
        Err(_) => format!("<weakproxy at {address:#x}; dead>"),
    };
    Ok(vm.new_string(text))
}

/// Operators between what is behind proxies, in all three forms.
macro_rules! operators {
    ($($operator:ident $forward:literal $reflected:literal $in_place:literal,)*) => {
        [$(
            ($forward, |vm, a| operate(vm, Operator::$operator, &a[0], &a[1], false)),
            ($reflected, |vm, a| operate(vm, Operator::$operator, &a[1], &a[0], false)),
            ($in_place, |vm, a| operate(vm, Operator::$operator, &a[0], &a[1], true)),
        )*]
    };
}

fn operate<R: Runtime>(
    vm: &mut Vm<R>,
    operator: Operator,
    left: &Value<R>,
    right: &Value<R>,
    in_place: bool,
) -> Return<R> {
    let (left, right) = (behind(vm, left)?, behind(vm, right)?);
    vm.binary(operator, &left, &right, in_place)
}

/// A function of `builtins` or `operator` for what is behind a proxy.
fn applied<R: Runtime>(vm: &mut Vm<R>, module: &str, name: &str, arguments: &[Value<R>]) -> Return<R> {
    let mut given = Vec::with_capacity(arguments.len());
    for argument in arguments.iter().take_while(|argument| argument.given().is_some()) {
        given.push(behind(vm, argument)?);
    }
    let module = vm.import_module(module)?;
    let function = vm.get_attr_str(&module, name)?;
    vm.call(&function, &given)
}

fn proxy_power<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    applied(vm, "builtins", "pow", arguments)
}

fn proxy_reflected_power<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operate(vm, Operator::Pow, &arguments[1], &arguments[0], false)
}

fn proxy_compare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], comparison: Comparison) -> Return<R> {
    let (own, other) = (behind(vm, &arguments[0])?, behind(vm, &arguments[1])?);
    vm.compare(comparison, &own, &other)
}

fn proxy_unary<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>], special: Special) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    vm.unary(special, &object)
}

fn proxy_str<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    vm.str(&object).map(Ref::into_value)
}

fn proxy_len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    let length = vm.len(&object)?;
    Ok(vm.new_usize(length))
}

fn proxy_getitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (object, key) = (behind(vm, &arguments[0])?, behind(vm, &arguments[1])?);
    vm.get_item(&object, &key)
}

fn proxy_setitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (object, key) = (behind(vm, &arguments[0])?, behind(vm, &arguments[1])?);
    vm.set_item(&object, &key, arguments[2].clone())?;
    Ok(Value::NONE)
}

fn proxy_delitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (object, key) = (behind(vm, &arguments[0])?, behind(vm, &arguments[1])?);
    vm.delete_item(&object, &key)?;
    Ok(Value::NONE)
}

fn proxy_contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (object, member) = (behind(vm, &arguments[0])?, behind(vm, &arguments[1])?);
    vm.contains(&object, &member).map(Value::bool)
}

fn proxy_next<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    if vm.class_of(&object).special(vm, Special::Next).is_none() {
        let message = format!("Weakref proxy referenced a non-iterator '{}' object", vm.type_name(&object));
        return Err(vm.type_error(&message));
    }
    Ok(vm.next(&object)?.unwrap_or(Value::UNBOUND))
}

fn proxy_reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    vm.call_method(&object, "__reversed__", &[])
}

fn proxy_bytes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    vm.call_method(&object, "__bytes__", &[])
}

fn proxy_iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    vm.iter(&object)
}

fn proxy_bool<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = behind(vm, &arguments[0])?;
    vm.truth(&object).map(Value::bool)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_weakref");
    let reference = ClassBuilder::new::<Weak<R>>(vm, "weakref", "ReferenceType", None)
        .constructor("__new__(cls, object, callback=None, /, *args)", new)
        .methods(&[
            ("__init__(self, *args, **kwargs)", init_ref),
            ("__call__(self, /)", call),
            ("__hash__(self, /)", hash),
            ("__repr__(self, /)", repr),
            ("__eq__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Eq)),
            ("__ne__(self, value, /)", |vm, arguments| compare(vm, arguments, Comparison::Ne)),
        ])
        .generic()
        .getter("__callback__", callback)
        .finish();
    vm.module_set(&module, "ref", reference.value().clone());
    vm.module_set(&module, "ReferenceType", reference.into_value());
    let operators: [(&str, interpreter::NativeCall<R>); 36] = operators![
        Add "__add__(self, value, /)" "__radd__(self, value, /)" "__iadd__(self, value, /)",
        Sub "__sub__(self, value, /)" "__rsub__(self, value, /)" "__isub__(self, value, /)",
        Mul "__mul__(self, value, /)" "__rmul__(self, value, /)" "__imul__(self, value, /)",
        Div "__truediv__(self, value, /)" "__rtruediv__(self, value, /)" "__itruediv__(self, value, /)",
        FloorDiv "__floordiv__(self, value, /)" "__rfloordiv__(self, value, /)" "__ifloordiv__(self, value, /)",
        Mod "__mod__(self, value, /)" "__rmod__(self, value, /)" "__imod__(self, value, /)",
        MatMul "__matmul__(self, value, /)" "__rmatmul__(self, value, /)" "__imatmul__(self, value, /)",
        LeftShift "__lshift__(self, value, /)" "__rlshift__(self, value, /)" "__ilshift__(self, value, /)",
        RightShift "__rshift__(self, value, /)" "__rrshift__(self, value, /)" "__irshift__(self, value, /)",
        And "__and__(self, value, /)" "__rand__(self, value, /)" "__iand__(self, value, /)",
        Or "__or__(self, value, /)" "__ror__(self, value, /)" "__ior__(self, value, /)",
        Xor "__xor__(self, value, /)" "__rxor__(self, value, /)" "__ixor__(self, value, /)",
    ];
    let methods: [(&str, interpreter::NativeCall<R>); 27] = [
        ("__getattribute__(self, name, /)", proxy_getattr),
        ("__setattr__(self, name, value, /)", proxy_setattr),
        ("__delattr__(self, name, /)", proxy_delattr),
        ("__repr__(self, /)", proxy_repr),
        ("__str__(self, /)", proxy_str),
        ("__len__(self, /)", proxy_len),
        ("__bool__(self, /)", proxy_bool),
        ("__iter__(self, /)", proxy_iter),
        ("__next__(self, /)", proxy_next),
        ("__reversed__(self, /)", proxy_reversed),
        ("__bytes__(self, /)", proxy_bytes),
        ("__getitem__(self, key, /)", proxy_getitem),
        ("__setitem__(self, key, value, /)", proxy_setitem),
        ("__delitem__(self, key, /)", proxy_delitem),
        ("__contains__(self, key, /)", proxy_contains),
        ("__divmod__(self, value, /)", |vm, a| applied(vm, "builtins", "divmod", a)),
        ("__rdivmod__(self, value, /)", |vm, a| {
            applied(vm, "builtins", "divmod", &[a[1].clone(), a[0].clone()])
        }),
        ("__pow__(self, value, mod=None, /)", proxy_power),
        ("__rpow__(self, value, mod=None, /)", proxy_reflected_power),
        ("__ipow__(self, value, /)", |vm, a| operate(vm, Operator::Pow, &a[0], &a[1], true)),
        ("__neg__(self, /)", |vm, arguments| proxy_unary(vm, arguments, Special::Neg)),
        ("__pos__(self, /)", |vm, arguments| proxy_unary(vm, arguments, Special::Pos)),
        ("__abs__(self, /)", |vm, arguments| proxy_unary(vm, arguments, Special::Abs)),
        ("__invert__(self, /)", |vm, arguments| proxy_unary(vm, arguments, Special::Invert)),
        ("__int__(self, /)", |vm, arguments| applied(vm, "builtins", "int", arguments)),
        ("__float__(self, /)", |vm, arguments| applied(vm, "builtins", "float", arguments)),
        ("__index__(self, /)", |vm, arguments| applied(vm, "operator", "index", arguments)),
    ];
    for name in ["ProxyType", "CallableProxyType"] {
        let builder = ClassBuilder::with_layout(
            vm,
            "weakref",
            name,
            None,
            Proxy::<R>::LAYOUT,
            ClassFlags::NOT_CALLABLE.with(ClassFlags::CLAIMS),
        );
        let builder = builder.methods(&methods).methods(&operators).methods(&comparisons!(proxy_compare));
        let mut builder = builder.attribute("__hash__", Value::NONE).sealed();
        if name == "CallableProxyType" {
            builder = builder.method("__call__(self, /, *args, **kwargs)", proxy_call);
        }
        let class = builder.finish();
        vm.module_set(&module, name, class.into_value());
    }
    vm.module_functions(
        &module,
        "_weakref",
        &[
            ("getweakrefcount(object, /)", count),
            ("getweakrefs(object, /)", all),
            ("proxy(object, callback=None, /)", proxy),
            ("_remove_dead_weakref(dct, key, /)", remove_dead),
        ],
    );
    Ok(module)
}
