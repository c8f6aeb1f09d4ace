//! What a node shows of itself: its fields, three nodes deep, and of a list its first and last item.

use super::construct::class_name;
use interpreter::{Return, Vm};
use object_model::{List, Runtime, Value};

/// How many nodes within one another are shown.
const DEPTH: usize = 3;

/// `__repr__`
pub(super) fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let text = node(vm, &arguments[0], DEPTH)?;
    Ok(vm.new_string(text))
}

fn node<R: Runtime>(vm: &mut Vm<R>, shown: &Value<R>, depth: usize) -> Return<R, String> {
    let name = class_name(vm, shown);
    if depth == 0 {
        return Ok(format!("{name}(...)"));
    }
    let fields = vm.guarded_repr(shown, |vm| {
        let class = vm.class_of(shown).into_value();
        let fields = vm.get_attr_str(&class, "_fields")?;
        let mut parts = Vec::new();
        for field in vm.collect(&fields)? {
            let field = vm.str_handle(&field)?;
            let held = vm.get_attr(shown, &field)?;
            parts.push(format!("{}={}", field.as_str(), value(vm, &held, depth)?));
        }
        Ok(parts.join(", "))
    })?;
    Ok(format!("{name}({})", fields.as_deref().unwrap_or("...")))
}

fn value<R: Runtime>(vm: &mut Vm<R>, held: &Value<R>, depth: usize) -> Return<R, String> {
    let (items, open, close) = match held.as_ref::<List<R>>() {
        Some(list) => (vm.list_items(list), '[', ']'),
        None => match vm.as_tuple(held) {
            Some(items) => (items.to_vec(), '(', ')'),
            None => return part(vm, held, depth),
        },
    };
    let inner = match &items[..] {
        [] => String::new(),
        [only] => part(vm, only, depth)?,
        [first, between @ .., last] => {
            let between = if between.is_empty() { "" } else { ", ..." };
            format!("{}{between}, {}", part(vm, first, depth)?, part(vm, last, depth)?)
        }
    };
    Ok(format!("{open}{inner}{close}"))
}

fn part<R: Runtime>(vm: &mut Vm<R>, held: &Value<R>, depth: usize) -> Return<R, String> {
    let module = vm.import_module("_ast")?;
    let root = vm.get_attr_str(&module, "AST")?;
    let is_node = root.downcast().is_ok_and(|root| vm.is_instance(held, &root));
    if is_node { node(vm, held, depth - 1) } else { vm.repr_string(held) }
}
