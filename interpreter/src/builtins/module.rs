//! `module`.

use super::receiver;
use crate::finder::Importlib;
use crate::function::Module;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Dict, Runtime, Value};

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(class) = arguments[0].as_ref::<Class<R>>() else {
        return Err(vm.type_error("module.__new__(X): X is not a type object"));
    };
    let namespace = vm.new_dict().into_value();
    vm.new_object_of(class, Module::new(namespace))
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [module, name, doc] = arguments else { return Ok(Value::NONE) };
    if vm.as_str(name).is_none() {
        let message = format!("module() argument 'name' must be str, not {}", vm.type_name(name));
        return Err(vm.type_error(&message));
    }
    vm.module_set(module, "__name__", name.clone());
    vm.module_set(module, "__doc__", doc.given().cloned().unwrap_or(Value::NONE));
    for attribute in ["__package__", "__loader__", "__spec__"] {
        vm.module_set(module, attribute, Value::NONE);
    }
    Ok(Value::NONE)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let namespace = receiver::<R, Module<R>>(vm, &arguments[0], "module")?.namespace();
    let string = |vm: &mut Vm<R>, name: &str| {
        let value = vm.get_name(&namespace, name)?;
        vm.as_str(&value).map(str::to_owned)
    };
    let name = string(vm, "__name__").unwrap_or_else(|| "?".to_owned());
    let quoted = text::quote::repr_str(&name);
    let shown = match string(vm, "__file__") {
        Some(file) => format!("<module {quoted} from {}>", text::quote::repr_str(&file)),
        None if vm.shared.native_modules.contains_key(name.as_str()) || name == "builtins" => {
            format!("<module {quoted} (built-in)>")
        }
        None => match vm.get_name(&namespace, "__spec__") {
            Some(spec) if !spec.is_none() => {
                let importlib = vm.importlib(Importlib::Inner)?;
                return vm.call_method(&importlib, "_module_repr", &arguments[..1]);
            }
            _ => match vm.get_name(&namespace, "__loader__") {
                Some(loader) if !loader.is_none() => {
                    format!("<module {quoted} ({})>", vm.repr_string(&loader)?)
                }
                _ => format!("<module {quoted}>"),
            },
        },
    };
    Ok(vm.new_string(shown))
}

fn dir<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    receiver::<R, Module<R>>(vm, &arguments[0], "module")?;
    vm.document_module(&arguments[0]);
    let namespace = vm.get_attr_str(&arguments[0], "__dict__")?;
    if namespace.as_ref::<Dict<R>>().is_none() {
        return Err(vm.type_error("<module>.__dict__ is not a dictionary"));
    }
    if let Some(own) = vm.get_name(&namespace, "__dir__") {
        return vm.call(&own, &[]);
    }
    let names = match namespace.as_ref::<Dict<R>>() {
        Some(dict) => vm.dict_entries(dict).into_iter().map(|(_, name, _)| name).collect(),
        None => vec![],
    };
    vm.new_list(names)
}

fn get_annotations<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let namespace = receiver::<R, Module<R>>(vm, value, "module")?.namespace();
    if let Some(annotations) = vm.get_name(&namespace, "__annotations__") {
        return Ok(annotations);
    }
    let annotations = match vm.get_name(&namespace, "__annotate__").filter(|annotate| !annotate.is_none()) {
        Some(annotate) => super::class_annotations::evaluated(vm, &annotate)?,
        None => vm.new_dict().into_value(),
    };
    vm.module_set(value, "__annotations__", annotations.clone());
    Ok(annotations)
}

fn set_annotations<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, new: Value<R>) -> Return<R, ()> {
    let namespace = receiver::<R, Module<R>>(vm, value, "module")?.namespace();
    if new.is_unbound() {
        let name = vm.intern("__annotations__").into_value();
        let removed = match namespace.as_ref::<Dict<R>>() {
            Some(dict) => vm.dict_remove(dict, &name)?,
            None => None,
        };
        return match removed {
            Some(_) => Ok(()),
            None => Err(vm.no_attribute(value, "__annotations__")),
        };
    }
    vm.module_set(value, "__annotations__", new);
    Ok(())
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().module.clone();
    ClassBuilder::extend(vm, &class)
        .constructor("__new__(cls, /, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, name, doc=None)", init),
            ("__repr__(self, /)", repr),
            ("__dir__(self, /)", dir),
        ])
        .getset("__annotations__", get_annotations, Some(set_annotations))
        .finish();
}
