//! `set` and `frozenset`.

use super::sequence::{class_argument, is_exact};
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Class, Dict, Ref, Runtime, Set, Value, make};

/// The set that is the receiver of a method.
fn receiver<R: Runtime>(arguments: &[Value<R>]) -> &Ref<R, Set<R>> {
    arguments[0].as_ref().expect("the receiver of a method is an instance of its class")
}

/// An operation on two sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Operation {
    Union,
    Intersection,
    Difference,
    SymmetricDifference,
}

impl<R: Runtime> Vm<R> {
    /// Adds all items of an iterable.
    pub(crate) fn set_extend(&mut self, set: &Ref<R, Set<R>>, iterable: &Value<R>) -> Return<R, ()> {
        if let Some(members) = self.hashed_members(iterable) {
            return self.set_add_all(set, members);
        }
        self.for_each(iterable, |vm, item| {
            vm.set_add(set, item)?;
            Ok(true)
        })
    }

    /// The members of a set, or the keys of a plain dict, with their hashes.
    fn hashed_members(&mut self, iterable: &Value<R>) -> Option<Vec<(i64, Value<R>)>> {
        if let Some(set) = iterable.as_ref::<Set<R>>() {
            return Some(self.set_members(set));
        }
        let dict = iterable.as_ref::<Dict<R>>().filter(|_| is_exact(iterable))?;
        Some(self.dict_entries(dict).into_iter().map(|(hash, key, _)| (hash, key)).collect())
    }

    /// A new set of these members, whose hashes are known and which differ.
    fn set_of_members(&mut self, members: Vec<(i64, Value<R>)>) -> Ref<R, Set<R>> {
        let set = self.new_set();
        {
            let mut locked = self.lock(&set);
            locked.reserve(members.len());
            for (hash, member) in members {
                locked.insert(hash, member, Value::NONE);
            }
        }
        set
    }

    /// A copy of a set as a plain `set`.
    fn set_copy(&mut self, set: &Ref<R, Set<R>>) -> Ref<R, Set<R>> {
        let members = self.set_members(set);
        self.set_of_members(members)
    }

    /// The items of an iterable as a set: itself if it is one.
    fn as_set(&mut self, iterable: &Value<R>) -> Return<R, Ref<R, Set<R>>> {
        if let Some(set) = iterable.as_ref::<Set<R>>() {
            return Ok(set.clone());
        }
        let set = self.new_set();
        self.set_extend(&set, iterable)?;
        Ok(set)
    }

    /// The result of an operation, as a new plain `set`.
    pub(super) fn set_operation(
        &mut self,
        operation: Operation,
        set: &Ref<R, Set<R>>,
        other: &Value<R>,
    ) -> Return<R, Ref<R, Set<R>>> {
        match operation {
            Operation::Union => {
                let result = self.set_copy(set);
                self.set_extend(&result, other)?;
                Ok(result)
            }
            Operation::Intersection => {
                let result = self.new_set();
                let smaller = other.as_ref::<Set<R>>().is_some_and(|other| other.len() > set.len());
                if let (true, Some(other)) = (smaller, other.as_ref::<Set<R>>()) {
                    for (hash, member) in self.set_members(set) {
                        if self.set_contains_hashed(other, hash, &member)? {
                            self.set_add_hashed(&result, hash, member)?;
                        }
                    }
                } else if let Some(members) = self.hashed_members(other) {
                    for (hash, member) in members {
                        if self.set_contains_hashed(set, hash, &member)? {
                            self.set_add_hashed(&result, hash, member)?;
                        }
                    }
                } else {
                    self.for_each(other, |vm, item| {
                        let hash = vm.hash(&item)?;
                        if vm.set_contains_hashed(set, hash, &item)? {
                            vm.set_add_hashed(&result, hash, item)?;
                        }
                        Ok(true)
                    })?;
                }
                Ok(result)
            }
            Operation::Difference => {
                if let Some(other) = other.as_ref::<Set<R>>() {
                    let mut kept = self.set_members(set);
                    let mut index = 0;
                    while index < kept.len() {
                        let (hash, member) = kept[index].clone();
                        if self.set_contains_hashed(other, hash, &member)? {
                            kept[index].1 = Value::UNBOUND;
                        }
                        index += 1;
                    }
                    kept.retain(|(_, member)| !member.is_unbound());
                    return Ok(self.set_of_members(kept));
                }
                let result = self.set_copy(set);
                self.set_subtract(&result, other)?;
                Ok(result)
            }
            Operation::SymmetricDifference => {
                let result = self.set_copy(set);
                self.set_toggle(&result, other)?;
                Ok(result)
            }
        }
    }

    /// Removes all items of an iterable.
    fn set_subtract(&mut self, set: &Ref<R, Set<R>>, other: &Value<R>) -> Return<R, ()> {
        if let Some(members) = self.hashed_members(other) {
            for (hash, member) in members {
                self.set_discard_hashed(set, hash, &member)?;
            }
            return Ok(());
        }
        self.for_each(other, |vm, item| {
            vm.set_discard(set, &item)?;
            Ok(true)
        })
    }

    /// Removes the items of an iterable that are there, adds those that are not.
    fn set_toggle(&mut self, set: &Ref<R, Set<R>>, other: &Value<R>) -> Return<R, ()> {
        let members = match self.hashed_members(other) {
            Some(members) => members,
            None => {
                let other = self.as_set(other)?;
                self.set_members(&other)
            }
        };
        for (hash, member) in members {
            if !self.set_discard_hashed(set, hash, &member)? {
                self.set_add_hashed(set, hash, member)?;
            }
        }
        Ok(())
    }

    /// Whether every member of `set` is in `other`.
    pub(super) fn is_subset(&mut self, set: &Ref<R, Set<R>>, other: &Ref<R, Set<R>>) -> Return<R, bool> {
        if set.len() > other.len() {
            return Ok(false);
        }
        for (hash, member) in self.set_members(set) {
            if !self.set_contains_hashed(other, hash, &member)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How two sets compare.
    pub(super) fn compare_sets(
        &mut self,
        comparison: Comparison,
        one: &Ref<R, Set<R>>,
        other: &Ref<R, Set<R>>,
    ) -> Return<R, bool> {
        match comparison {
            Comparison::Eq => Ok(one.len() == other.len() && self.is_subset(one, other)?),
            Comparison::Ne => Ok(one.len() != other.len() || !self.is_subset(one, other)?),
            Comparison::Le => self.is_subset(one, other),
            Comparison::Lt => Ok(one.len() < other.len() && self.is_subset(one, other)?),
            Comparison::Ge => self.is_subset(other, one),
            Comparison::Gt => Ok(other.len() < one.len() && self.is_subset(other, one)?),
        }
    }

    /// A set as an instance of `set` or `frozenset`, whichever `like` derives from.
    fn as_class_like(&mut self, set: Ref<R, Set<R>>, like: &Value<R>) -> Value<R> {
        let frozenset = self.types().frozenset.clone();
        if self.is_instance(like, &frozenset) {
            return self.refrozen(&frozenset, &set);
        }
        set.into_value()
    }

    /// An instance of `class` with the members of `set`.
    fn refrozen(&mut self, class: &Ref<R, Class<R>>, set: &Ref<R, Set<R>>) -> Value<R> {
        let members = self.set_members(set);
        let frozen = make::object_of(self, class, Set::new());
        {
            let mut locked = self.lock(&frozen);
            locked.reserve(members.len());
            for (hash, member) in members {
                locked.insert(hash, member, Value::NONE);
            }
        }
        frozen.into_value()
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let base = vm.types().set.clone();
    let class = class_argument(vm, &arguments[0], &base)?;
    Ok(vm.new_object_of(&class, Set::new()))
}

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let set = receiver(arguments);
    vm.lock(set).clear();
    if let Some(iterable) = arguments[1].given() {
        vm.set_extend(set, iterable)?;
    }
    Ok(Value::NONE)
}

fn new_frozen<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let base = vm.types().frozenset.clone();
    let class = class_argument(vm, &arguments[0], &base)?;
    let Some(iterable) = arguments[1].given() else { return Ok(vm.new_object_of(&class, Set::new())) };
    if class.value().is(base.value()) && vm.class_ref(iterable).value().is(base.value()) {
        return Ok(iterable.clone());
    }
    let set = vm.as_set(iterable)?;
    Ok(vm.refrozen(&class, &set))
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
    match vm.hash(value) {
        Ok(hash) => Ok((hash, value.clone())),
        Err(raised) => {
            let class = vm.exceptions().type_error.clone();
            let Some(set) = value.as_ref::<Set<R>>().filter(|_| vm.is_raised(&raised, &class)) else {
                return Err(raised);
            };
            let frozenset = vm.types().frozenset.clone();
            let frozen = vm.refrozen(&frozenset, set);
            let hash = vm.hash(&frozen)?;
            Ok((hash, frozen))
        }
    }
}

fn contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (hash, member) = member(vm, &arguments[1])?;
    vm.set_contains_hashed(receiver(arguments), hash, &member).map(Value::bool)
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
    let copy = vm.set_copy(receiver(arguments));
    Ok(vm.as_class_like(copy, &arguments[0]))
}

/// A method that takes any number of iterables.
fn with_all<R: Runtime>(vm: &mut Vm<R>, operation: Operation, arguments: &[Value<R>]) -> Return<R> {
    let others = vm.as_tuple(&arguments[1]).unwrap_or_default().to_vec();
    let mut result = match others.first() {
        None => vm.set_copy(receiver(arguments)),
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
    Ok(vm.as_class_like(result, &arguments[0]))
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
    Ok(vm.as_class_like(result, &arguments[0]))
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
    Ok(vm.as_class_like(result, left))
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
    let other = vm.as_set(&arguments[1])?;
    vm.is_subset(receiver(arguments), &other).map(Value::bool)
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
    let mut common = false;
    vm.for_each(&arguments[1], |vm, item| {
        common = vm.set_contains(set, &item)?;
        Ok(!common)
    })?;
    Ok(Value::bool(!common))
}

/// Removes the members that are not in `other` too. What other threads add meanwhile stays.
fn retain<R: Runtime>(vm: &mut Vm<R>, set: &Ref<R, Set<R>>, other: &Ref<R, Set<R>>) -> Return<R, ()> {
    for (hash, member) in vm.set_members(set) {
        if !vm.set_contains_hashed(other, hash, &member)? {
            vm.set_discard_hashed(set, hash, &member)?;
        }
    }
    Ok(())
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
        retain(vm, receiver(arguments), other)?;
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
        retain(vm, set, &other)
    })
}

fn sub_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    in_place(vm, arguments, Vm::set_subtract)
}

fn xor_in_place<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    in_place(vm, arguments, Vm::set_toggle)
}

fn reduce<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let members = vm.set_members(receiver(arguments)).into_iter().map(|(_, member)| member).collect();
    let members = vm.new_list(members)?;
    let state = vm.attribute_dict(&arguments[0], false).map_or(Value::NONE, Ref::into_value);
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
                ("__contains__(self, key, /)", contains),
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
            ("__init__(self, iterable=(), /)", init),
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
        .constructor("__new__(cls, iterable=(), /)", new_frozen)
        .method("__hash__(self, /)", hash)
        .finish();
}
