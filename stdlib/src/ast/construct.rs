//! Making a node from the values of its fields.

use interpreter::{Return, Vm};
use object_model::{Dict, Ref, Runtime, Value};

/// What a field may hold that was not given.
enum Missing<R: Runtime> {
    /// An empty list, or that an expression is read.
    Holds(Value<R>),
    /// What the class says: None.
    Optional,
    Needed,
}

/// The name of a node's class, as messages have it.
pub(super) fn class_name<R: Runtime>(vm: &mut Vm<R>, node: &Value<R>) -> Box<str> {
    let class = vm.class_of(node);
    class.shown_name()
}

fn deprecated<R: Runtime>(vm: &mut Vm<R>, message: &str) -> Return<R, ()> {
    let category = vm.exceptions().deprecation_warning.clone();
    vm.warn(&category, message)
}

/// `__init__`
pub(super) fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [node, args, keywords] = arguments else { return Ok(Value::NONE) };
    let class = vm.class_of(node).into_value();
    let fields = vm.get_attr_str(&class, "_fields")?;
    let fields = vm.collect(&fields)?;
    let args = vm.collect(args)?;
    if args.len() > fields.len() {
        let name = class_name(vm, node);
        let plural = if fields.len() == 1 { "" } else { "s" };
        let message =
            format!("{name} constructor takes at most {} positional argument{plural}", fields.len());
        return Err(vm.type_error(&message));
    }
    let mut given = Vec::with_capacity(fields.len());
    for (field, value) in fields.iter().zip(args) {
        let field = vm.str_handle(field)?;
        vm.set_attr(node, &field, value)?;
        given.push(field);
    }
    if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
        let mut names = Vec::with_capacity(fields.len());
        for field in &fields {
            names.push(vm.str_handle(field)?);
        }
        for (_, name, value) in vm.dict_entries(keywords) {
            let name = vm.str_handle(&name)?;
            if names.iter().any(|field| field.as_str() == name.as_str()) {
                if given.iter().any(|field| field.as_str() == name.as_str()) {
                    let shown = vm.repr_string(name.value())?;
                    let message =
                        format!("{} got multiple values for argument {shown}", class_name(vm, node));
                    return Err(vm.type_error(&message));
                }
                given.push(name.clone());
            } else {
                let attributes = vm.get_attr_str(&class, "_attributes")?;
                if !vm.contains(&attributes, name.value())? {
                    let shown = vm.repr_string(name.value())?;
                    let class = class_name(vm, node);
                    let message = format!(
                        "{class}.__init__ got an unexpected keyword argument {shown}. Support for arbitrary keyword \
                         arguments is deprecated and will be removed in Python 3.15."
                    );
                    deprecated(vm, &message)?;
                }
            }
            vm.set_attr(node, &name, value)?;
        }
    }
    if given.len() < fields.len() {
        fill(vm, node, &class, &fields, &given)?;
    }
    Ok(Value::NONE)
}

/// Gives the fields of a new node that were not given what they hold then.
fn fill<R: Runtime>(
    vm: &mut Vm<R>,
    node: &Value<R>,
    class: &Value<R>,
    fields: &[Value<R>],
    given: &[Ref<R, object_model::Str<R>>],
) -> Return<R, ()> {
    // A class of the program's that does not say what its fields hold has none then.
    let Some(types) = vm.find_attr_str(class, "_field_types")? else { return Ok(()) };
    for field in fields {
        let name = vm.str_handle(field)?;
        if given.iter().any(|given| given.as_str() == name.as_str()) {
            continue;
        }
        let shown = vm.repr_string(name.value())?;
        let owner = class_name(vm, node);
        let kind = match types.as_ref::<Dict<R>>() {
            Some(types) => vm.dict_get(types, field)?,
            None => None,
        };
        let Some(kind) = kind else {
            let message = format!(
                "Field {shown} is missing from {owner}._field_types. This will become an error in Python 3.15."
            );
            deprecated(vm, &message)?;
            continue;
        };
        match missing(vm, &kind)? {
            Missing::Holds(value) => vm.set_attr(node, &name, value)?,
            Missing::Optional => {}
            Missing::Needed => {
                let message = format!(
                    "{owner}.__init__ missing 1 required positional argument: {shown}. This will become an error in \
                     Python 3.15."
                );
                deprecated(vm, &message)?;
            }
        }
    }
    Ok(())
}

fn missing<R: Runtime>(vm: &mut Vm<R>, kind: &Value<R>) -> Return<R, Missing<R>> {
    if vm.class_ref(kind).value().is(vm.union_class().value()) {
        return Ok(Missing::Optional);
    }
    if vm.find_attr_str(kind, "__origin__")?.is_some_and(|origin| origin.is(vm.types().list.value())) {
        return vm.new_list(vec![]).map(Missing::Holds);
    }
    let module = vm.import_module("_ast")?;
    if !vm.get_attr_str(&module, "expr_context")?.is(kind) {
        return Ok(Missing::Needed);
    }
    let load = vm.get_attr_str(&module, "Load")?;
    vm.call(&load, &[]).map(Missing::Holds)
}
