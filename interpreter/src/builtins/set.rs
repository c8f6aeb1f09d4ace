//! `set` and `frozenset`.

use super::set_operation::Operation;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Ref, Runtime, Set, Value};

/// The set that is the receiver of a method.
fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, Set<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    vm.new_object_of(&class, Set::new())
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_of(&arguments[0]);
    let iterable = source(vm, &class, &arguments[1])?;
    let set = receiver(arguments);
    vm.lock(set).clear();
    if let Some(iterable) = iterable {
        vm.set_extend(set, &iterable)?;
    }
    Ok(Value::NONE)
}

/// What a set of that class is made from: nothing, or the one argument.
fn source<R: Runtime>(
    vm: &mut Vm<R>,
    class: &Ref<R, Class<R>>,
    arguments: &Value<R>,
) -> Return<R, Option<Value<R>>> {
    match vm.as_tuple(arguments).unwrap_or_default() {
        [] => Ok(None),
        [iterable] => Ok(Some(iterable.clone())),
        more => {
            let message = format!("{} expected at most 1 argument, got {}", class.name(), more.len());
            Err(vm.type_error(&message))
        }
    }
}

fn new_frozen<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let Some(iterable) = source(vm, &class, &arguments[1])? else {
        return vm.new_object_of(&class, Set::new());
    };
    let frozenset = vm.types().frozenset.value();
    if class.value().is(frozenset) && vm.class_ref(&iterable).value().is(frozenset) {
        return Ok(iterable);
    }
    let set = vm.as_set(&iterable)?;
    vm.refrozen(&class, &set)
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let set = receiver(arguments);
    let name = vm.type_name(&arguments[0]);
    if set.is_empty() {
        return Ok(vm.new_string(format!("{name}()")));
    }
    let plain = &*name == "set";
    let text = vm.guarded_repr(&arguments[0], |vm| {
        let mut text = String::new();
        for (index, (_, member)) in vm.set_members(set).iter().enumerate() {
            text.push_str(if index == 0 { "{" } else { ", " });
            text.push_str(vm.repr(member)?.as_str());
        }
        text.push('}');
        Ok(text)
    })?;
    let text = match text {
        Some(text) if plain => text,
        Some(text) => format!("{name}({text})"),
        None => format!("{name}(...)"),
    };
    Ok(vm.new_string(text))
}

fn compare<R: Runtime>(vm: &mut Vm<R>, comparison: Comparison, arguments: &[Value<R>]) -> Return<R> {
    match arguments[1].as_ref::<Set<R>>() {
        Some(other) => vm.compare_sets(comparison, receiver(arguments), other).map(Value::bool),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
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

/// CPython's hash of a frozenset, which does not depend on the order.
fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let members = vm.set_members(receiver(arguments));
    let mut mixed = 0u64;
    for (hash, _) in &members {
        let hash = *hash as u64;
        mixed ^= ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167);
    }
    mixed ^= (members.len() as u64 + 1).wrapping_mul(1_927_868_237);
    mixed ^= (mixed >> 11) ^ (mixed >> 25);
    mixed = mixed.wrapping_mul(69_069).wrapping_add(907_133_923);
    Ok(vm.new_int(if mixed == u64::MAX { 590_923_713 } else { mixed as i64 }))
}

fn len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.new_usize(receiver(arguments).len()))
}

fn iter<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(vm.iter_of_set(&arguments[0]))
}

/// A member to look for: a set, which has no hash, is looked for as a frozenset.
fn member<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, (i64, Value<R>)> {
    match vm.hash_of_member(value) {
        Ok(hash) => Ok((hash, value.clone())),
        Err(raised) => {
            let class = vm.exceptions().type_error.clone();
            let Some(set) = value.as_ref::<Set<R>>().filter(|_| vm.is_raised(&raised, &class)) else {
                return Err(raised);
            };
            let frozenset = vm.types().frozenset.clone();
            let frozen = vm.refrozen(&frozenset, set)?;
            let hash = vm.hash(&frozen)?;
            Ok((hash, frozen))
        }
    }
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    set_contains(vm, receiver(arguments), &arguments[1]).map(Value::bool)
}

/// `value in set`
pub(crate) fn set_contains<R: Runtime>(
    vm: &mut Vm<R>,
    set: &Ref<R, Set<R>>,
    value: &Value<R>,
) -> Return<R, bool> {
    let (hash, member) = member(vm, value)?;
    vm.set_contains_hashed(set, hash, &member)
}

fn add<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.set_add(receiver(arguments), arguments[1].clone())?;
    Ok(Value::NONE)
}

fn remove<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (hash, member) = member(vm, &arguments[1])?;
    if vm.set_discard_hashed(receiver(arguments), hash, &member)? {
        return Ok(Value::NONE);
    }
    Err(vm.key_error(&arguments[1]))
}

fn discard<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (hash, member) = member(vm, &arguments[1])?;
    vm.set_discard_hashed(receiver(arguments), hash, &member)?;
    Ok(Value::NONE)
}

fn pop<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let popped = {
        let mut locked = vm.lock(receiver(arguments));
        locked.next_entry(0).map(|(number, ..)| locked.remove_at(number).0)
    };
    match popped {
        Some(member) => Ok(member),
        None => {
            let message = vm.new_str("pop from an empty set");
            Err(vm.key_error(&message))
        }
    }
}

fn clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.lock(receiver(arguments)).clear();
    Ok(Value::NONE)
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if vm.class_ref(&arguments[0]).value().is(vm.types().frozenset.value()) {
        return Ok(arguments[0].clone());
    }
    let copy = vm.set_copy(receiver(arguments))?;
    vm.as_class_like(copy, &arguments[0])
}

/// A method that takes any number of iterables.
fn with_all<R: Runtime>(vm: &mut Vm<R>, operation: Operation, arguments: &[Value<R>]) -> Return<R> {
    let others = vm.as_tuple(&arguments[1]).unwrap_or_default().to_vec();
    let mut result = match others.first() {
        None => vm.set_copy(receiver(arguments))?,
        Some(first) => vm.set_operation(operation, receiver(arguments), first)?,
    };
    for other in others.iter().skip(1) {
        result = match operation {
            Operation::Union => {
                vm.set_extend(&result, other)?;
                result
            }
            _ => vm.set_operation(operation, &result, other)?,
        };
    }
    vm.as_class_like(result, &arguments[0])
}

fn union<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    with_all(vm, Operation::Union, arguments)
}

fn intersection<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    with_all(vm, Operation::Intersection, arguments)
}

fn difference<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    with_all(vm, Operation::Difference, arguments)
}

fn symmetric_difference<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let result = vm.set_operation(Operation::SymmetricDifference, receiver(arguments), &arguments[1])?;
    vm.as_class_like(result, &arguments[0])
}

/// An operator, which takes sets only.
fn operator<R: Runtime>(
    vm: &mut Vm<R>,
    operation: Operation,
    left: &Value<R>,
    right: &Value<R>,
) -> Return<R> {
    let (Some(set), Some(_)) = (left.as_ref::<Set<R>>(), right.as_ref::<Set<R>>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let result = vm.set_operation(operation, set, right)?;
    vm.as_class_like(result, left)
}

fn or<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::Union, &arguments[0], &arguments[1])
}

fn and<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::Intersection, &arguments[0], &arguments[1])
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

fn reflected_and<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::Intersection, &arguments[1], &arguments[0])
}

fn reflected_sub<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::Difference, &arguments[1], &arguments[0])
}

fn reflected_xor<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    operator(vm, Operation::SymmetricDifference, &arguments[1], &arguments[0])
}

fn is_subset<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let set = receiver(arguments);
    match arguments[1].as_ref::<Set<R>>() {
        Some(other) => vm.is_subset(set, other).map(Value::bool),
        None => {
            let common = vm.set_operation(Operation::Intersection, set, &arguments[1])?;
            Ok(Value::bool(common.len() == set.len()))
        }
    }
}

fn is_superset<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let set = receiver(arguments);
    if let Some(other) = arguments[1].as_ref::<Set<R>>() {
        return vm.is_subset(other, set).map(Value::bool);
    }
    let mut all = true;
    vm.for_each(&arguments[1], |vm, item| {
        all = vm.set_contains(set, &item)?;
        Ok(all)
    })?;
    Ok(Value::bool(all))
}

fn is_disjoint<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let set = receiver(arguments);
    if let Some(other) = arguments[1].as_ref::<Set<R>>() {
        let common = vm.set_operation(Operation::Intersection, set, other.value())?;
        return Ok(Value::bool(common.is_empty()));
    }
    let mut common = false;
    vm.for_each(&arguments[1], |vm, item| {
        common = vm.set_contains(set, &item)?;
        Ok(!common)
    })?;
    Ok(Value::bool(!common))
}

fn update<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    for other in vm.as_tuple(&arguments[1]).unwrap_or_default() {
        vm.set_extend(receiver(arguments), other)?;
    }
    Ok(Value::NONE)
}

fn intersection_update<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut others = Vec::new();
    for other in vm.as_tuple(&arguments[1]).unwrap_or_default() {
        others.push(vm.as_set(other)?);
    }
    for other in &others {
        vm.set_retain(receiver(arguments), other)?;
    }
    Ok(Value::NONE)
}

fn difference_update<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    for other in vm.as_tuple(&arguments[1]).unwrap_or_default() {
        vm.set_subtract(receiver(arguments), other)?;
    }
    Ok(Value::NONE)
}

fn symmetric_difference_update<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.set_toggle(receiver(arguments), &arguments[1])?;
    Ok(Value::NONE)
}

/// An operator in place, which takes sets only.
fn in_place<R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &[Value<R>],
    apply: impl FnOnce(&mut Vm<R>, &Ref<R, Set<R>>, &Value<R>) -> Return<R, ()>,
) -> Return<R> {
    if arguments[1].as_ref::<Set<R>>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    apply(vm, receiver(arguments), &arguments[1])?;
    Ok(arguments[0].clone())
}

fn or_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    in_place(vm, arguments, Vm::set_extend)
}

fn and_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    in_place(vm, arguments, |vm, set, other| {
        let other = vm.as_set(other)?;
        vm.set_retain(set, &other)
    })
}

fn sub_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    in_place(vm, arguments, Vm::set_subtract)
}

fn xor_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    in_place(vm, arguments, Vm::set_toggle)
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    // A subclass may iterate in its own way.
    let list = vm.types().list.value().clone();
    let members = vm.call(&list, &arguments[..1])?;
    let state = vm.call_method(&arguments[0], "__getstate__", &[])?;
    let class = vm.class_of(&arguments[0]).into_value();
    let call = vm.new_tuple(vec![members]);
    Ok(vm.new_tuple(vec![class, call, state]))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let (set, frozenset) = (vm.types().set.clone(), vm.types().frozenset.clone());
    for class in [&set, &frozenset] {
        ClassBuilder::extend(vm, class)
            .methods(&[
                ("__repr__(self, /)", repr),
                ("__eq__(self, value, /)", eq),
                ("__ne__(self, value, /)", ne),
                ("__lt__(self, value, /)", lt),
                ("__le__(self, value, /)", le),
                ("__gt__(self, value, /)", gt),
                ("__ge__(self, value, /)", ge),
                ("__len__(self, /)", len),
                ("__iter__(self, /)", iter),
                ("__contains__(self, object, /)", contains),
                ("__or__(self, value, /)", or),
                ("__and__(self, value, /)", and),
                ("__sub__(self, value, /)", sub),
                ("__xor__(self, value, /)", xor),
                ("__ror__(self, value, /)", reflected_or),
                ("__rand__(self, value, /)", reflected_and),
                ("__rsub__(self, value, /)", reflected_sub),
                ("__rxor__(self, value, /)", reflected_xor),
                ("__reduce__(self, /)", reduce),
                ("copy(self, /)", copy),
                ("union(self, *others)", union),
                ("intersection(self, *others)", intersection),
                ("difference(self, *others)", difference),
                ("symmetric_difference(self, other, /)", symmetric_difference),
                ("issubset(self, other, /)", is_subset),
                ("issuperset(self, other, /)", is_superset),
                ("isdisjoint(self, other, /)", is_disjoint),
            ])
            .finish();
    }
    ClassBuilder::extend(vm, &set)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, /, *args)", init),
            ("__ior__(self, value, /)", or_in_place),
            ("__iand__(self, value, /)", and_in_place),
            ("__isub__(self, value, /)", sub_in_place),
            ("__ixor__(self, value, /)", xor_in_place),
            ("add(self, object, /)", add),
            ("remove(self, object, /)", remove),
            ("discard(self, object, /)", discard),
            ("pop(self, /)", pop),
            ("clear(self, /)", clear),
            ("update(self, *others)", update),
            ("intersection_update(self, *others)", intersection_update),
            ("difference_update(self, *others)", difference_update),
            ("symmetric_difference_update(self, other, /)", symmetric_difference_update),
        ])
        .attribute("__hash__", Value::NONE)
        .finish();
    ClassBuilder::extend(vm, &frozenset)
        .constructor("__new__(cls, /, *args)", new_frozen)
        .method("__hash__(self, /)", hash)
        .finish();
}
