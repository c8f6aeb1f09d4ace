//! `_ast`: the classes of syntax tree nodes, for the modules that name them.

mod construct;
mod describe;
mod replace;
mod show;

use compiler::{DeclaredField, declarations};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Instance, Payload, Runtime, Value};

/// The type of a field, as `_field_types` says it.
fn kind<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>, field: &DeclaredField) -> Return<R> {
    let plain = match field.kind {
        "identifier" | "string" => vm.types().str.value().clone(),
        "int" => vm.types().int.value().clone(),
        "constant" => vm.types().object.value().clone(),
        node => vm.get_attr_str(module, node)?,
    };
    if field.several {
        let list = vm.types().list.value().clone();
        return vm.get_item(&list, &plain);
    }
    if field.optional {
        let union = vm.union_class().into_value();
        let both = vm.new_tuple(vec![plain, Value::NONE]);
        return vm.get_item(&union, &both);
    }
    Ok(plain)
}

const PLACE: [&str; 4] = ["lineno", "col_offset", "end_lineno", "end_col_offset"];

fn names<R: Runtime>(vm: &mut Vm<R>, names: &[&str]) -> Value<R> {
    let names = names.iter().map(|name| vm.intern(name).into_value()).collect();
    vm.new_tuple(names)
}

fn derive<R: Runtime>(
    vm: &mut Vm<R>,
    module: &Value<R>,
    base: &Value<R>,
    name: &str,
    fields: &[DeclaredField],
    placed: Option<bool>,
    description: &str,
) -> Return<R> {
    let namespace = vm.new_dict();
    let put = |vm: &mut Vm<R>, key: &str, value: Value<R>| {
        let key = vm.intern(key);
        vm.dict_set_str(&namespace, &key, value);
    };
    let owner = vm.new_str("ast");
    put(vm, "__module__", owner);
    let description = vm.new_str(description);
    put(vm, "__doc__", description);
    for field in fields.iter().filter(|field| field.optional) {
        put(vm, field.name, Value::NONE);
    }
    let fields: Vec<&str> = fields.iter().map(|field| field.name).collect();
    let fields = names(vm, &fields);
    put(vm, "_fields", fields.clone());
    put(vm, "__match_args__", fields);
    if let Some(placed) = placed {
        let place = names(vm, if placed { &PLACE } else { &[] });
        put(vm, "_attributes", place);
        if placed {
            put(vm, "end_lineno", Value::NONE);
            put(vm, "end_col_offset", Value::NONE);
        }
    }
    let class = vm.types().type_.value().clone();
    let bases = vm.new_tuple(vec![base.clone()]);
    let title = vm.new_str(name);
    let made = vm.call(&class, &[title, bases, namespace.into_value()])?;
    vm.module_set(module, name, made.clone());
    Ok(made)
}

pub(crate) fn init_module<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_ast");
    let layout = <Instance<R> as Payload<R>>::LAYOUT;
    let none = vm.new_tuple(vec![]);
    let root = ClassBuilder::with_layout(vm, "ast", "AST", None, layout, ClassFlags::ATTRIBUTES)
        .methods(&[
            ("__init__(self, /, *args, **kwargs)", construct::init),
            ("__repr__(self, /)", show::repr),
            ("__replace__(self, /, *args, **fields)", replace::replace),
        ])
        .attribute("_fields", none.clone())
        .attribute("_attributes", none.clone())
        .attribute("__match_args__", none)
        .finish()
        .into_value();
    vm.module_set(&module, "AST", root.clone());
    let mut made = Vec::new();
    let mut parent = ("AST", root.clone());
    for declaration in declarations() {
        let (base, placed) = (declaration.base, Some(declaration.placed));
        if base != parent.0 {
            let class = match base {
                "AST" => root.clone(),
                _ => derive(vm, &module, &root, base, &[], placed, &describe::base(base))?,
            };
            parent = (base, class);
        }
        let own_place = placed.filter(|_| base == "AST");
        let (name, description) = (declaration.name, describe::node(&declaration));
        let class = derive(vm, &module, &parent.1, name, &declaration.fields, own_place, &description)?;
        made.push((class, declaration.fields));
    }
    for (class, fields) in made {
        let types = vm.new_dict();
        for field in fields {
            let (name, kind) = (vm.intern(field.name), kind(vm, &module, &field)?);
            vm.dict_set_str(&types, &name, kind);
        }
        vm.set_attr_str(&class, "_field_types", types.value().clone())?;
        vm.set_attr_str(&class, "__annotations__", types.into_value())?;
    }
    for (name, flag) in [
        ("PyCF_ONLY_AST", 0x400),
        ("PyCF_TYPE_COMMENTS", 0x1000),
        ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
        ("PyCF_OPTIMIZED_AST", 0x8400),
    ] {
        vm.module_set(&module, name, Value::small_int(flag));
    }
    Ok(module)
}
