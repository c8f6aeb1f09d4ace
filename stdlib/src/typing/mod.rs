//! `_typing`: type parameters, aliases and `Generic`, of which `typing` makes the rest.
//!
//! What one of them keeps is in its attributes: a value under its name behind an underscore, or, until somebody asks, a
//! function to evaluate it.

mod alias;
mod parameter;

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Class, ClassFlags, Instance, Kind, Payload, Ref, Runtime, Value};

/// A function of the Python half.
fn typing<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R> {
    let typing = vm.import_module("typing")?;
    vm.get_attr_str(&typing, name)
}

fn own<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str) -> Option<Value<R>> {
    let name = vm.intern(name);
    vm.own_attribute(value, &name)
}

/// A part that may have to be evaluated first: `_part` if it is known, what `_evaluate_part` answers, or `default`.
fn part<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str, default: Value<R>) -> Return<R> {
    if let Some(known) = own(vm, value, &format!("_{name}")) {
        return Ok(known);
    }
    match own(vm, value, &format!("_evaluate_{name}")) {
        Some(evaluate) => {
            let result = vm.call(&evaluate, &[])?;
            vm.set_attr_str(value, &format!("_{name}"), result.clone())?;
            Ok(result)
        }
        None => Ok(default),
    }
}

/// The function that evaluates a part, or None.
fn evaluator<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str) -> Return<R> {
    Ok(own(vm, value, &format!("_evaluate_{name}")).unwrap_or(Value::NONE))
}

fn no_default<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.import_module("_typing")?;
    vm.get_attr_str(&module, "NoDefault")
}

/// The name of the module whose code is running.
fn calling_module<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let Some(globals) = vm.globals_at(0) else { return Ok(Value::NONE) };
    Ok(vm.get_name(&globals, "__name__").unwrap_or(Value::NONE))
}

/// A class whose instances keep what they have in attributes.
fn plain_class<'v, R: Runtime>(vm: &'v mut Vm<R>, name: &str) -> ClassBuilder<'v, R> {
    let layout = <Instance<R> as Payload<R>>::LAYOUT;
    ClassBuilder::with_layout(vm, "typing", name, None, layout, ClassFlags::ATTRIBUTES)
        .flags(ClassFlags::WEAKLY_REFERENCED)
}

/// An instance of one of the module's classes without running its `__init__`.
fn bare<R: Runtime>(vm: &mut Vm<R>, class: &Ref<R, Class<R>>) -> Value<R> {
    Ref::<R, Instance<R>>::make(vm, class.root_shape(), class.instance_slots().max(8)).into_value()
}

fn class_named<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R, Ref<R, Class<R>>> {
    let module = vm.import_module("_typing")?;
    let class = vm.get_attr_str(&module, name)?;
    match class.downcast::<Class<R>>() {
        Ok(class) if class.layout().kind == Kind::Instance => Ok(class),
        _ => Err(vm.system_error("a class of _typing was replaced")),
    }
}

fn union<R: Runtime>(vm: &mut Vm<R>, one: &Value<R>, other: &Value<R>) -> Return<R> {
    let class = vm.union_class().into_value();
    let both = vm.new_tuple(vec![one.clone(), other.clone()]);
    vm.get_item(&class, &both)
}

fn or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    union(vm, &arguments[0], &arguments[1])
}

fn reflected_or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    union(vm, &arguments[1], &arguments[0])
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.get_attr_str(&arguments[0], "__name__")
}

fn identity<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

fn generic_getitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let function = typing(vm, "_generic_class_getitem")?;
    vm.call(&function, &arguments[..2])
}

fn generic_init_subclass<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let function = typing(vm, "_generic_init_subclass")?;
    let mut all = vec![arguments[0].clone()];
    all.extend_from_slice(vm.as_tuple(&arguments[1]).unwrap_or_default());
    let mut names = vec![];
    if let Some(keywords) = arguments[2].as_ref::<object_model::Dict<R>>() {
        for (_, name, value) in vm.dict_entries(keywords) {
            names.push(name);
            all.push(value);
        }
    }
    vm.call_with(&function, &all, &names)
}

/// `Generic[*type_params]`, the hidden base of `class C[T]`.
fn subscript_generic<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let variadic = class_named(vm, "TypeVarTuple")?;
    let mut parameters = Vec::new();
    for parameter in vm.collect(&arguments[0])? {
        if vm.is_instance(&parameter, &variadic) {
            let unpack = typing(vm, "Unpack")?;
            parameters.push(vm.get_item(&unpack, &parameter)?);
        } else {
            parameters.push(parameter);
        }
    }
    let parameters = vm.new_tuple(parameters);
    let generic = class_named(vm, "Generic")?.into_value();
    let alias = typing(vm, "_GenericAlias")?;
    vm.call(&alias, &[generic, parameters])
}

fn set_function_type_params<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let pair = vm.collect(&arguments[0])?;
    let [function, parameters] = pair.as_slice() else {
        return Err(vm.type_error("a function and its type parameters are required"));
    };
    vm.set_attr_str(function, "__type_params__", parameters.clone())?;
    Ok(function.clone())
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_typing");
    crate::templates::install(vm);
    vm.module_functions(
        &module,
        "_typing",
        &[
            ("_idfunc(x, /)", identity),
            ("_subscript_generic(params, /)", subscript_generic),
            ("_set_function_type_params(pair, /)", set_function_type_params),
        ],
    );
    let layout = <Instance<R> as Payload<R>>::LAYOUT;
    let no_default =
        ClassBuilder::with_layout(vm, "builtins", "NoDefaultType", None, layout, ClassFlags::NONE)
            .constructor("__new__(cls)", |vm, _| no_default(vm))
            .method("__repr__(self, /)", |vm, _| Ok(vm.new_str("typing.NoDefault")))
            .method("__reduce__(self, /)", |vm, _| Ok(vm.new_str("NoDefault")))
            .sealed()
            .finish();
    let no_default = bare(vm, &no_default);
    vm.module_set(&module, "NoDefault", no_default);
    let generic = ClassBuilder::with_layout(vm, "typing", "Generic", None, layout, ClassFlags::NONE)
        .class_method("__class_getitem__(cls, item, /)", generic_getitem)
        .class_method("__init_subclass__(cls, /, *args, **kwargs)", generic_init_subclass)
        .finish();
    vm.module_set(&module, "Generic", generic.into_value());
    let union = vm.union_class().into_value();
    vm.module_set(&module, "Union", union);
    parameter::install(vm, &module);
    alias::install(vm, &module);
    Ok(module)
}
