//! `dict_keys`, `dict_values`, `dict_items`: what a dict has, seen live.

use super::hashed_iterator::Shown;
use super::set_operation::Operation;
use crate::mapping_proxy::MappingProxy;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{ClassFlags, Dict, Payload, Ref, Runtime, Set, Tuple, Value, Word, make};

/// The payload of a view of a dict.
pub struct DictView<R: Runtime> {
    /// The dict.
    pub dict: Ref<R, Dict<R>>,
    /// Which part of its entries.
    pub(super) shown: Shown,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for DictView<R> {
    const NAME: &'static str = "dict_keys";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(self.dict.value());
    }
}

fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, DictView<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

impl<R: Runtime> Vm<R> {
    /// A view of a dict.
    pub(crate) fn new_dict_view(&self, dict: &Value<R>, shown: Shown) -> Value<R> {
        let types = self.types();
        let class = match (shown, self.is_ordered_dict(dict)) {
            (Shown::Keys, false) => &types.dict_keys,
            (Shown::Values, false) => &types.dict_values,
            (Shown::Items, false) => &types.dict_items,
            (Shown::Keys, true) => &types.odict_keys,
            (Shown::Values, true) => &types.odict_values,
            (Shown::Items, true) => &types.odict_items,
        };
        match dict.clone().downcast() {
            Ok(dict) => make::object(self, class.root_shape(), DictView { dict, shown }).into_value(),
            Err(other) => other,
        }
    }

    /// What a view shows at one moment.
    pub(crate) fn view_items(&mut self, view: &Ref<R, DictView<R>>) -> Vec<Value<R>> {
        let entries = self.dict_entries(&view.dict).into_iter();
        match view.shown {
            Shown::Keys => entries.map(|(_, key, _)| key).collect(),
            Shown::Values => entries.map(|(.., value)| value).collect(),
            Shown::Items => entries.map(|(_, key, value)| self.new_pair(key, value)).collect(),
        }
    }

    /// An iterator over a view.
    pub(crate) fn iter_of_view(&self, view: &Ref<R, DictView<R>>) -> Value<R> {
        self.iter_of_dict(view.dict.value(), view.shown, false)
    }
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_usize(receiver(arguments).dict.len()))
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.iter_of_view(receiver(arguments)))
}

fn reversed<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = receiver(arguments);
    Ok(vm.iter_of_dict(view.dict.value(), view.shown, true))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = vm.type_name(&arguments[0]);
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let items = vm.collect(&arguments[0])?;
        let list = vm.new_list(items)?;
        vm.repr_string(&list)
    })?;
    let text = text.map_or_else(|| "...".to_owned(), |text| format!("{name}({text})"));
    Ok(vm.new_string(text))
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let view = receiver(arguments);
    if view.shown == Shown::Keys {
        return Ok(Value::bool(vm.dict_get(&view.dict, &arguments[1])?.is_some()));
    }
    let Some([key, value]) = arguments[1].as_ref::<Tuple<R>>().map(|pair| pair.as_slice()) else {
        return Ok(Value::FALSE);
    };
    match vm.dict_get(&view.dict, key)? {
        Some(found) => vm.equal(&found, value).map(Value::bool),
        None => Ok(Value::FALSE),
    }
}

/// The entries of a view, or the items of any iterable, as a set.
fn as_set<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Set<R>>> {
    let set = vm.new_set();
    vm.set_extend(&set, value)?;
    Ok(set)
}

fn operator<R: Runtime>(
    vm: &mut Vm<R>,
    operation: Operation,
    left: &Value<R>,
    right: &Value<R>,
) -> Return<R> {
    let set = as_set(vm, left)?;
    Ok(vm.set_operation(operation, &set, right)?.into_value())
}

fn or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::Union, &arguments[0], &arguments[1])
}

/// What of another iterable is in the view, which is asked: so what no set can hold may be in either, if it is not in both.
fn and<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (mut asked, mut other) = (&arguments[0], &arguments[1]);
    // Of two views the smaller one is gone through.
    if let Some(view) = other.as_ref::<DictView<R>>()
        && view.shown != Shown::Values
        && view.dict.len() > receiver(arguments).dict.len()
    {
        (asked, other) = (other, asked);
    }
    let set = vm.new_set();
    let mut both = vec![];
    vm.for_each(other, |vm, item| {
        if contains(vm, &[asked.clone(), item.clone()])?.word() == Word::TRUE {
            both.push(item);
        }
        Ok(true)
    })?;
    let both = vm.new_list(both)?;
    vm.set_extend(&set, &both)?;
    Ok(set.into_value())
}

fn sub<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::Difference, &arguments[0], &arguments[1])
}

fn xor<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::SymmetricDifference, &arguments[0], &arguments[1])
}

fn reflected_or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::Union, &arguments[1], &arguments[0])
}

fn reflected_sub<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::Difference, &arguments[1], &arguments[0])
}

fn reflected_xor<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::SymmetricDifference, &arguments[1], &arguments[0])
}

fn is_disjoint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut common = false;
    vm.for_each(&arguments[1], |vm, item| {
        common = vm.contains(&arguments[0], &item)?;
        Ok(!common)
    })?;
    Ok(Value::bool(!common))
}

/// Whether every item of `one` is in `other`.
fn is_subset<R: Runtime>(vm: &mut Vm<R>, one: &Value<R>, other: &Value<R>) -> Return<R, bool> {
    let mut all = true;
    vm.for_each(one, |vm, item| {
        all = vm.contains(other, &item)?;
        Ok(all)
    })?;
    Ok(all)
}

fn compare<R: Runtime>(vm: &mut Vm<R>, comparison: Comparison, arguments: &[Value<R>]) -> Return<R> {
    let [one, other] = arguments else { return Ok(Value::NOT_IMPLEMENTED) };
    let like_a_set = other.as_ref::<Set<R>>().is_some()
        || other.as_ref::<DictView<R>>().is_some_and(|view| view.shown != Shown::Values);
    if !like_a_set {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (length, other_length) = (receiver(arguments).dict.len(), vm.len(other)?);
    let result = match comparison {
        Comparison::Eq => length == other_length && is_subset(vm, one, other)?,
        Comparison::Ne => length != other_length || !is_subset(vm, one, other)?,
        Comparison::Le => length <= other_length && is_subset(vm, one, other)?,
        Comparison::Lt => length < other_length && is_subset(vm, one, other)?,
        Comparison::Ge => other_length <= length && is_subset(vm, other, one)?,
        Comparison::Gt => other_length < length && is_subset(vm, other, one)?,
    };
    Ok(Value::bool(result))
}

fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Eq, arguments)
}

fn ne<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Ne, arguments)
}

fn lt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Lt, arguments)
}

fn le<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Le, arguments)
}

fn gt<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Gt, arguments)
}

fn ge<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    compare(vm, Comparison::Ge, arguments)
}

fn mapping<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let dict = value.as_ref::<DictView<R>>().map_or(Value::NONE, |view| view.dict.value().clone());
    Ok(vm.new_object(MappingProxy(dict)))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let types = vm.types();
    let (keys, values, items) =
        (types.dict_keys.clone(), types.dict_values.clone(), types.dict_items.clone());
    for class in [&keys, &values, &items] {
        ClassBuilder::extend(vm, class)
            .methods(&[
                ("__repr__(self, /)", repr),
                ("__len__(self, /)", len),
                ("__iter__(self, /)", iter),
                ("__reversed__(self, /)", reversed),
            ])
            .getter("mapping", mapping)
            .flags(ClassFlags::NOT_CALLABLE)
            .finish();
    }
    for class in [&keys, &items] {
        ClassBuilder::extend(vm, class)
            .methods(&[
                ("__contains__(self, key, /)", contains),
                ("__eq__(self, value, /)", eq),
                ("__ne__(self, value, /)", ne),
                ("__lt__(self, value, /)", lt),
                ("__le__(self, value, /)", le),
                ("__gt__(self, value, /)", gt),
                ("__ge__(self, value, /)", ge),
                ("__or__(self, value, /)", or),
                ("__and__(self, value, /)", and),
                ("__sub__(self, value, /)", sub),
                ("__xor__(self, value, /)", xor),
                ("__ror__(self, value, /)", reflected_or),
                ("__rand__(self, value, /)", and),
                ("__rsub__(self, value, /)", reflected_sub),
                ("__rxor__(self, value, /)", reflected_xor),
                ("isdisjoint(self, object, /)", is_disjoint),
            ])
            .attribute("__hash__", Value::NONE)
            .finish();
    }
}
