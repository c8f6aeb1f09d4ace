//! The type variables of generic aliases and unions: which there are, and what is put in their place.

use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, List, Runtime, Value};

/// An attribute that may be missing.
pub(super) fn optional<R: Runtime>(
    vm: &mut Vm<R>,
    object: &Value<R>,
    name: &str,
) -> Return<R, Option<Value<R>>> {
    super::evaluate::missing_as_none(vm, |vm| vm.find_attr_str(object, name))
}

fn is_class<R: Runtime>(value: &Value<R>) -> bool {
    value.as_ref::<Class<R>>().is_some()
}

/// The items of a tuple or list, of which both may hold arguments.
fn items_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Option<Vec<Value<R>>> {
    match value.as_ref::<List<R>>() {
        Some(list) => Some(vm.list_items(list)),
        None => vm.as_tuple(value).map(<[_]>::to_vec),
    }
}

/// The type variables among type arguments, each once.
pub(super) fn parameters_of<R: Runtime>(vm: &mut Vm<R>, arguments: &Value<R>) -> Return<R> {
    let parameters = parameters_in(vm, arguments, &mut vec![])?;
    Ok(vm.new_tuple(parameters))
}

/// Those of a list that is not within itself: `around` are the ones it is in.
fn parameters_in<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &Value<R>,
    around: &mut Vec<Value<R>>,
) -> Return<R, Vec<Value<R>>> {
    vm.check_recursion("maximum recursion depth exceeded")?;
    let mut parameters: Vec<Value<R>> = Vec::new();
    if around.iter().any(|outer| outer.is(arguments)) {
        return Ok(parameters);
    }
    around.push(arguments.clone());
    for argument in items_of(vm, arguments).unwrap_or_default() {
        let found = if is_class(&argument) {
            vec![]
        } else if optional(vm, &argument, "__typing_subst__")?.is_some() {
            vec![argument]
        } else {
            match optional(vm, &argument, "__parameters__")? {
                Some(inner) => vm.as_tuple(&inner).unwrap_or_default().to_vec(),
                None if items_of(vm, &argument).is_some() => parameters_in(vm, &argument, around)?,
                None => continue,
            }
        };
        for parameter in found {
            if !parameters.iter().any(|known| known.is(&parameter)) {
                parameters.push(parameter);
            }
        }
    }
    around.pop();
    Ok(parameters)
}

/// The types in `*tuple[…]`, unless it is of any length.
fn unpacked<R: Runtime>(vm: &mut Vm<R>, item: &Value<R>) -> Return<R, Option<Vec<Value<R>>>> {
    if is_class(item) {
        return Ok(None);
    }
    let Some(types) = optional(vm, item, "__typing_unpacked_tuple_args__")? else { return Ok(None) };
    let types = vm.as_tuple(&types).map(<[_]>::to_vec);
    Ok(types.filter(|types| !types.last().is_some_and(|last| last.is(&Value::ELLIPSIS))))
}

/// What is in the place of each type variable.
struct Replacements<R: Runtime> {
    parameters: Vec<Value<R>>,
    items: Vec<Value<R>>,
}

/// The arguments with type variables replaced.
pub(super) fn substitute<R: Runtime>(
    vm: &mut Vm<R>,
    alias: &Value<R>,
    arguments: &Value<R>,
    parameters: &Value<R>,
    item: &Value<R>,
) -> Return<R> {
    let parameters = vm.as_tuple(parameters).unwrap_or_default().to_vec();
    if parameters.is_empty() {
        let message = format!("{} is not a generic class", vm.repr_string(alias)?);
        return Err(vm.type_error(&message));
    }
    let mut items = Vec::new();
    let given = vm.as_tuple(item).map_or_else(|| vec![item.clone()], <[_]>::to_vec);
    for item in given {
        match unpacked(vm, &item)? {
            Some(types) => items.extend(types),
            None => items.push(item),
        }
    }
    for parameter in &parameters {
        // One that stands for several types takes its share.
        if let Some(prepare) = optional(vm, parameter, "__typing_prepare_subst__")?
            && !prepare.is_none()
        {
            let all = vm.new_tuple(items);
            let prepared = vm.call(&prepare, &[alias.clone(), all])?;
            items = vm.as_tuple(&prepared).map_or_else(|| vec![prepared.clone()], <[_]>::to_vec);
        }
    }
    if items.len() != parameters.len() {
        let what = if items.len() > parameters.len() { "many" } else { "few" };
        let message = format!(
            "Too {what} arguments for {}; actual {}, expected {}",
            vm.repr_string(alias)?,
            items.len(),
            parameters.len()
        );
        return Err(vm.type_error(&message));
    }
    let replaced = Replacements { parameters, items }.arguments(vm, arguments)?;
    Ok(vm.new_tuple(replaced))
}

impl<R: Runtime> Replacements<R> {
    /// The place of a type variable.
    fn place(&self, parameter: &Value<R>) -> Option<usize> {
        self.parameters.iter().position(|known| known.is(parameter))
    }

    fn arguments(&self, vm: &mut Vm<R>, arguments: &Value<R>) -> Return<R, Vec<Value<R>>> {
        vm.check_recursion("maximum recursion depth exceeded")?;
        let mut replaced = Vec::new();
        for argument in items_of(vm, arguments).unwrap_or_default() {
            if is_class(&argument) {
                replaced.push(argument);
            } else if argument.as_ref::<List<R>>().is_some() {
                let inner = self.arguments(vm, &argument)?;
                replaced.push(vm.new_list(inner)?);
            } else if vm.as_tuple(&argument).is_some() {
                let inner = self.arguments(vm, &argument)?;
                replaced.push(vm.new_tuple(inner));
            } else {
                self.argument(vm, &argument, &mut replaced)?;
            }
        }
        Ok(replaced)
    }

    fn argument(&self, vm: &mut Vm<R>, argument: &Value<R>, replaced: &mut Vec<Value<R>>) -> Return<R, ()> {
        let several = match optional(vm, argument, "__typing_is_unpacked_typevartuple__")? {
            Some(several) => vm.truth(&several)?,
            None => false,
        };
        let new = match optional(vm, argument, "__typing_subst__")? {
            Some(method) => {
                let item = self.place(argument).map_or(Value::NONE, |place| self.items[place].clone());
                vm.call(&method, &[item])?
            }
            None => self.nested(vm, argument)?,
        };
        if !several {
            replaced.push(new);
            return Ok(());
        }
        match vm.as_tuple(&new) {
            Some(types) => {
                replaced.extend_from_slice(types);
                Ok(())
            }
            None => {
                let message = format!(
                    "expected __typing_subst__ of {} objects to return a tuple, not {}",
                    vm.qualified_type_name(argument),
                    vm.qualified_type_name(&new)
                );
                Err(vm.type_error(&message))
            }
        }
    }

    /// A generic alias inside, with its own type variables replaced.
    fn nested(&self, vm: &mut Vm<R>, argument: &Value<R>) -> Return<R> {
        let inner = match optional(vm, argument, "__parameters__")? {
            Some(inner) => vm.as_tuple(&inner).unwrap_or_default().to_vec(),
            None => vec![],
        };
        if inner.is_empty() {
            return Ok(argument.clone());
        }
        let mut items = Vec::with_capacity(inner.len());
        for parameter in inner {
            let Some(place) = self.place(&parameter) else {
                items.push(parameter);
                continue;
            };
            let item = &self.items[place];
            let several = vm.find_attr_str(&parameter, "__iter__")?.is_some();
            match vm.as_tuple(item).filter(|_| several) {
                Some(types) => items.extend_from_slice(types),
                None => items.push(item.clone()),
            }
        }
        let items = vm.new_tuple(items);
        vm.get_item(argument, &items)
    }
}
