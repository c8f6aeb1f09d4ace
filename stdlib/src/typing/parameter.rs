//! `TypeVar`, `ParamSpec` and `TypeVarTuple`.

use super::{bare, calling_module, class_named, evaluator, no_default, own, part, plain_class, typing};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Runtime, Value};

fn set<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &str, new: Value<R>) -> Return<R, ()> {
    vm.set_attr_str(value, name, new)
}

fn expect_name<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &Value<R>) -> Return<R, ()> {
    let maker = vm.class_ref(value).name().to_lowercase();
    vm.str_argument(name, &format!("{maker}() argument 'name'")).map(drop)
}

/// What all three have: a name, variance, a module, perhaps a default.
fn begin<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, name: &Value<R>, inferred: bool) -> Return<R, ()> {
    expect_name(vm, value, name)?;
    set(vm, value, "__name__", name.clone())?;
    set(vm, value, "__covariant__", Value::FALSE)?;
    set(vm, value, "__contravariant__", Value::FALSE)?;
    set(vm, value, "__infer_variance__", Value::bool(inferred))?;
    let module = calling_module(vm)?;
    set(vm, value, "__module__", module)
}

/// The flags `covariant`, `contravariant`, `infer_variance` as they were given.
fn variance<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, given: &[Value<R>]) -> Return<R, ()> {
    let mut flags = [false; 3];
    for (flag, given) in flags.iter_mut().zip(given) {
        *flag = match given.given() {
            Some(given) => vm.truth(given)?,
            None => false,
        };
    }
    let [covariant, contravariant, inferred] = flags;
    if covariant && contravariant {
        return Err(vm.value_error("Bivariant types are not supported."));
    }
    if inferred && (covariant || contravariant) {
        return Err(vm.value_error("Variance cannot be specified with infer_variance."));
    }
    set(vm, value, "__covariant__", Value::bool(covariant))?;
    set(vm, value, "__contravariant__", Value::bool(contravariant))?;
    set(vm, value, "__infer_variance__", Value::bool(inferred))
}

fn set_default<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, default: &Value<R>) -> Return<R, ()> {
    match default.given() {
        Some(default) => set(vm, value, "_default", default.clone()),
        None => Ok(()),
    }
}

fn type_var_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [value, name, bound, default, covariant, contravariant, inferred, constraints] = arguments else {
        return Err(vm.system_error("TypeVar takes a name"));
    };
    begin(vm, value, name, false)?;
    variance(vm, value, &[covariant.clone(), contravariant.clone(), inferred.clone()])?;
    let constraints = vm.collect(constraints)?;
    if constraints.len() == 1 {
        return Err(vm.type_error("A single constraint is not allowed"));
    }
    if let Some(bound) = bound.some() {
        if !constraints.is_empty() {
            return Err(vm.type_error("Constraints cannot be combined with bound=..."));
        }
        let check = typing(vm, "_type_check")?;
        let message = vm.new_str("Bound must be a type.");
        let bound = vm.call(&check, &[bound.clone(), message])?;
        set(vm, value, "_bound", bound)?;
    }
    let mut checked = Vec::new();
    for constraint in constraints {
        let check = typing(vm, "_type_check")?;
        let message = vm.new_str("TypeVar(name, constraint, ...): constraints must be types.");
        checked.push(vm.call(&check, &[constraint, message])?);
    }
    let checked = vm.new_tuple(checked);
    set(vm, value, "_constraints", checked)?;
    set_default(vm, value, default)?;
    Ok(Value::NONE)
}

fn param_spec_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [value, name, bound, default, covariant, contravariant, inferred] = arguments else {
        return Err(vm.system_error("ParamSpec takes a name"));
    };
    begin(vm, value, name, false)?;
    variance(vm, value, &[covariant.clone(), contravariant.clone(), inferred.clone()])?;
    if let Some(bound) = bound.some() {
        set(vm, value, "_bound", bound.clone())?;
    }
    set_default(vm, value, default)?;
    Ok(Value::NONE)
}

fn type_var_tuple_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    begin(vm, &arguments[0], &arguments[1], false)?;
    set_default(vm, &arguments[0], &arguments[2])?;
    Ok(Value::NONE)
}

/// A parameter of `def f[T]`, whose variance is inferred.
fn made<R: Runtime>(vm: &mut Vm<R>, class: &str, name: &Value<R>) -> Return<R> {
    let class = class_named(vm, class)?;
    let value = bare(vm, &class);
    begin(vm, &value, name, true)?;
    Ok(value)
}

fn make_type_var<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    made(vm, "TypeVar", &arguments[0])
}

fn make_param_spec<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    made(vm, "ParamSpec", &arguments[0])
}

fn make_type_var_tuple<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    made(vm, "TypeVarTuple", &arguments[0])
}

fn pair<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, (Value<R>, Value<R>)> {
    match <[Value<R>; 2]>::try_from(vm.collect(value)?) {
        Ok([one, other]) => Ok((one, other)),
        Err(_) => Err(vm.type_error("a pair is required")),
    }
}

fn make_with_bound<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (name, evaluate) = pair(vm, &arguments[0])?;
    let value = made(vm, "TypeVar", &name)?;
    set(vm, &value, "_evaluate_bound", evaluate)?;
    Ok(value)
}

fn make_with_constraints<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (name, evaluate) = pair(vm, &arguments[0])?;
    let value = made(vm, "TypeVar", &name)?;
    set(vm, &value, "_evaluate_constraints", evaluate)?;
    Ok(value)
}

fn set_parameter_default<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (parameter, evaluate) = pair(vm, &arguments[0])?;
    set(vm, &parameter, "_evaluate_default", evaluate)?;
    Ok(parameter)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = &arguments[0];
    let name = vm.get_attr_str(value, "__name__")?;
    let is = |vm: &mut Vm<R>, name: &str| {
        own(vm, value, name).is_some_and(|flag| flag.word().as_bool() == Some(true))
    };
    let sign = if is(vm, "__infer_variance__") {
        ""
    } else if is(vm, "__covariant__") {
        "+"
    } else if is(vm, "__contravariant__") {
        "-"
    } else {
        "~"
    };
    let text = format!("{sign}{}", vm.str_string(&name)?);
    Ok(vm.new_string(text))
}

fn plain_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.get_attr_str(&arguments[0], "__name__")
}

fn bound<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    part(vm, value, "bound", Value::NONE)
}

fn constraints<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let none = vm.new_tuple(vec![]);
    part(vm, value, "constraints", none)
}

fn default<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let none = no_default(vm)?;
    part(vm, value, "default", none)
}

fn has_default<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if own(vm, &arguments[0], "_evaluate_default").is_some() {
        return Ok(Value::TRUE);
    }
    let none = no_default(vm)?;
    let default = default(vm, &arguments[0])?;
    Ok(Value::bool(!default.is(&none)))
}

fn no_subclass<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let message = format!("Cannot subclass an instance of {}", vm.type_name(&arguments[0]));
    Err(vm.type_error(&message))
}

fn type_var_subst<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let function = typing(vm, "_typevar_subst")?;
    vm.call(&function, &arguments[..2])
}

/// Fills in the default where the arguments end just before the parameter.
fn type_var_prepare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [value, alias, args] = arguments else { return Ok(Value::NONE) };
    let parameters = vm.get_attr_str(alias, "__parameters__")?;
    let parameters = vm.collect(&parameters)?;
    let place = parameters.iter().position(|parameter| parameter.is(value));
    let mut items = vm.collect(args)?;
    if place == Some(items.len()) {
        let has = has_default(vm, std::slice::from_ref(value))?;
        if has.word().as_bool() != Some(true) {
            let message = format!(
                "Too few arguments for {}; actual {}, expected at least {}",
                vm.repr_string(&arguments[1])?,
                items.len(),
                items.len() + 1
            );
            return Err(vm.type_error(&message));
        }
        items.push(default(vm, value)?);
    }
    Ok(vm.new_tuple(items))
}

fn param_spec_subst<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let function = typing(vm, "_paramspec_subst")?;
    vm.call(&function, &arguments[..2])
}

fn param_spec_prepare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let function = typing(vm, "_paramspec_prepare_subst")?;
    vm.call(&function, &arguments[..3])
}

fn tuple_subst<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Err(vm.type_error("Substitution of bare TypeVarTuple is not supported"))
}

fn tuple_prepare<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let function = typing(vm, "_typevartuple_prepare_subst")?;
    vm.call(&function, &arguments[..3])
}

pub(super) fn tuple_iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let unpack = typing(vm, "Unpack")?;
    let unpacked = vm.get_item(&unpack, &arguments[0])?;
    let one = vm.new_tuple(vec![unpacked]);
    vm.iter(&one)
}

fn component<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, class: &str) -> Return<R> {
    let class = class_named(vm, class)?.into_value();
    vm.call(&class, std::slice::from_ref(value))
}

fn component_init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    set(vm, &arguments[0], "__origin__", arguments[1].clone())?;
    Ok(Value::NONE)
}

fn component_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let origin = vm.get_attr_str(&arguments[0], "__origin__")?;
    let which = if &*vm.type_name(&arguments[0]) == "typing.ParamSpecArgs" { "args" } else { "kwargs" };
    let name = match vm.find_attr_str(&origin, "__name__")? {
        Some(name) => vm.str_string(&name)?,
        None => vm.repr_string(&origin)?,
    };
    Ok(vm.new_string(format!("{name}.{which}")))
}

fn component_eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if !vm.class_of(&arguments[0]).value().is(vm.class_of(&arguments[1]).value()) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let one = vm.get_attr_str(&arguments[0], "__origin__")?;
    let other = vm.get_attr_str(&arguments[1], "__origin__")?;
    vm.equal(&one, &other).map(Value::bool)
}

fn common<R: Runtime>(builder: ClassBuilder<'_, R>) -> ClassBuilder<'_, R> {
    builder
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .methods(&[
            ("has_default(self, /)", has_default),
            ("__mro_entries__(self, object, /)", no_subclass),
            ("__reduce__(self, /)", super::reduce),
        ])
        .getter("__default__", default)
        .getter("evaluate_default", |vm, value| evaluator(vm, value, "default"))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let signature = "__init__(self, name, *constraints, bound=None, default=None, covariant=False, \
                     contravariant=False, infer_variance=False)";
    let type_var = common(plain_class(vm, "TypeVar"))
        .methods(&[
            (signature, type_var_init),
            ("__repr__(self, /)", repr),
            ("__typing_subst__(self, arg, /)", type_var_subst),
            ("__typing_prepare_subst__(self, alias, args, /)", type_var_prepare),
            ("__or__(self, value, /)", super::or),
            ("__ror__(self, value, /)", super::reflected_or),
        ])
        .getter("__bound__", bound)
        .getter("__constraints__", constraints)
        .getter("evaluate_bound", |vm, value| evaluator(vm, value, "bound"))
        .getter("evaluate_constraints", |vm, value| evaluator(vm, value, "constraints"))
        .sealed()
        .finish();
    let signature = "__init__(self, name, *, bound=None, default=None, covariant=False, contravariant=False, \
                     infer_variance=False)";
    let param_spec = common(plain_class(vm, "ParamSpec"))
        .methods(&[
            (signature, param_spec_init),
            ("__repr__(self, /)", repr),
            ("__typing_subst__(self, arg, /)", param_spec_subst),
            ("__typing_prepare_subst__(self, alias, args, /)", param_spec_prepare),
            ("__or__(self, value, /)", super::or),
            ("__ror__(self, value, /)", super::reflected_or),
        ])
        .getter("__bound__", bound)
        .getter("args", |vm, value| component(vm, value, "ParamSpecArgs"))
        .getter("kwargs", |vm, value| component(vm, value, "ParamSpecKwargs"))
        .sealed()
        .finish();
    let type_var_tuple = common(plain_class(vm, "TypeVarTuple"))
        .methods(&[
            ("__init__(self, name, *, default=None)", type_var_tuple_init),
            ("__repr__(self, /)", plain_repr),
            ("__iter__(self, /)", tuple_iter),
            ("__typing_subst__(self, arg, /)", tuple_subst),
            ("__typing_prepare_subst__(self, alias, args, /)", tuple_prepare),
        ])
        .sealed()
        .finish();
    for class in [type_var, param_spec, type_var_tuple] {
        vm.module_set(module, &class.name(), class.value().clone());
    }
    for name in ["ParamSpecArgs", "ParamSpecKwargs"] {
        let class = plain_class(vm, name)
            .flags(ClassFlags::WEAKLY_REFERENCED)
            .methods(&[
                ("__init__(self, origin, /)", component_init),
                ("__repr__(self, /)", component_repr),
                ("__eq__(self, value, /)", component_eq),
                ("__mro_entries__(self, object, /)", no_subclass),
            ])
            .attribute("__hash__", Value::NONE)
            .sealed()
            .finish();
        vm.module_set(module, name, class.into_value());
    }
    vm.module_functions(
        module,
        "_typing",
        &[
            ("_make_typevar(name, /)", make_type_var),
            ("_make_template(parts, /)", crate::templates::make),
            ("_make_paramspec(name, /)", make_param_spec),
            ("_make_typevartuple(name, /)", make_type_var_tuple),
            ("_make_typevar_with_bound(pair, /)", make_with_bound),
            ("_make_typevar_with_constraints(pair, /)", make_with_constraints),
            ("_set_type_param_default(pair, /)", set_parameter_default),
        ],
    );
}
