//! What sets do with one another, and with other iterables.
//!
//! Two sets are locked together, so that each operation on them is one step, as long as members can be told apart without
//! Python code. Where a member has to be asked it is asked outside any lock, member after member.

use super::dict_views::DictView;
use super::hashed_iterator::Shown;
use super::sequence::is_exact;
use crate::protocol::Comparison;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, Dict, Found, Locked, OutOfMemory, Ref, Runtime, Set, Value, make};

/// An operation on two sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Operation {
    Union,
    Intersection,
    Difference,
    SymmetricDifference,
}

/// A member, with its entry's number and its hash.
type Member<R> = (usize, i64, Value<R>);

/// The members of `set` that are in `other` (`there`), or that are not. None if one has to be asked.
fn select<R: Runtime>(
    set: &Locked<'_, R, Set<R>>,
    other: &Locked<'_, R, Set<R>>,
    there: bool,
) -> Option<Vec<Member<R>>> {
    let (mut selected, mut from) = (Vec::new(), 0);
    while let Some((number, hash, member, _)) = set.next_entry(from) {
        from = number + 1;
        let found = match other.find(hash, member.word()) {
            Found::At(_) => true,
            Found::Absent => false,
            Found::Ask(_) => return None,
        };
        if found == there {
            selected.push((number, hash, member));
        }
    }
    Some(selected)
}

/// The members of the result of an operation. None if one has to be asked.
fn result_of<R: Runtime>(
    operation: Operation,
    set: &Locked<'_, R, Set<R>>,
    other: &Locked<'_, R, Set<R>>,
) -> Option<Vec<Member<R>>> {
    match operation {
        Operation::Union => {
            let mut members = Vec::with_capacity(set.object().len() + other.object().len());
            let mut from = 0;
            while let Some((number, hash, member, _)) = set.next_entry(from) {
                from = number + 1;
                members.push((number, hash, member));
            }
            members.extend(select(other, set, false)?);
            Some(members)
        }
        // Of equal members the result has those of the set that is gone through: the smaller one.
        Operation::Intersection if other.object().len() > set.object().len() => select(set, other, true),
        Operation::Intersection => select(other, set, true),
        Operation::Difference => select(set, other, false),
        Operation::SymmetricDifference => {
            let mut members = select(set, other, false)?;
            members.extend(select(other, set, false)?);
            Some(members)
        }
    }
}

/// Changes `set`, under both locks; false, with nothing changed, if a member has to be asked.
///
/// # Errors
/// If there is no memory for what is to come into it.
fn apply<R: Runtime>(
    operation: Operation,
    set: &mut Locked<'_, R, Set<R>>,
    other: &Locked<'_, R, Set<R>>,
) -> Result<bool, OutOfMemory> {
    let gone = match operation {
        Operation::Union => Some(vec![]),
        Operation::Intersection => select(set, other, false),
        Operation::Difference | Operation::SymmetricDifference => select(set, other, true),
    };
    let come = match operation {
        Operation::Union | Operation::SymmetricDifference => select(other, set, false),
        _ => Some(vec![]),
    };
    let (Some(gone), Some(come)) = (gone, come) else { return Ok(false) };
    for (number, ..) in gone {
        // What is removed is let go of when the section ends.
        drop(set.remove_at(number));
    }
    set.insert_all(come.into_iter().map(|(_, hash, member)| (hash, member, Value::NONE)))?;
    Ok(true)
}

impl<R: Runtime> Vm<R> {
    /// Adds all items of an iterable.
    pub(crate) fn set_extend(&mut self, set: &Ref<R, Set<R>>, iterable: &Value<R>) -> Return<R, ()> {
        if let Some(other) = iterable.as_ref::<Set<R>>() {
            return self.hashed_merge_from(set, other, false);
        }
        if let Some(members) = self.hashed_members(iterable) {
            return self.set_add_all(set, members);
        }
        self.for_each(iterable, |vm, item| {
            vm.set_add(set, item)?;
            Ok(true)
        })
    }

    /// The members of a set, or the keys of a plain dict or of a view of keys, with their hashes.
    fn hashed_members(&mut self, iterable: &Value<R>) -> Option<Vec<(i64, Value<R>)>> {
        if let Some(set) = iterable.as_ref::<Set<R>>() {
            return Some(self.set_members(set));
        }
        let keys = iterable.as_ref::<DictView<R>>().filter(|view| view.shown == Shown::Keys);
        let dict = match keys {
            Some(view) => &view.dict,
            None => iterable.as_ref::<Dict<R>>().filter(|_| is_exact(iterable))?,
        };
        Some(self.dict_entries(dict).into_iter().map(|(hash, key, _)| (hash, key)).collect())
    }

    /// A new set of these members, whose hashes are known and which differ.
    fn set_of_members(
        &mut self,
        members: impl ExactSizeIterator<Item = (i64, Value<R>)>,
    ) -> Return<R, Ref<R, Set<R>>> {
        let set = self.new_set();
        self.set_fill(&set, members)?;
        Ok(set)
    }

    /// Puts members that differ into an empty set.
    fn set_fill(
        &mut self,
        set: &Ref<R, Set<R>>,
        members: impl ExactSizeIterator<Item = (i64, Value<R>)>,
    ) -> Return<R, ()> {
        let filled = self.lock(set).insert_all(members.map(|(hash, member)| (hash, member, Value::NONE)));
        filled.map_err(|_| self.memory_error())
    }

    /// A copy of a set as a plain `set`.
    pub(super) fn set_copy(&mut self, set: &Ref<R, Set<R>>) -> Return<R, Ref<R, Set<R>>> {
        let copied = self.lock(set).copied();
        match copied {
            Ok(copied) => Ok(make::set_of(self, copied)),
            Err(_) => Err(self.memory_error()),
        }
    }

    /// The items of an iterable as a set: itself if it is one.
    pub(super) fn as_set(&mut self, iterable: &Value<R>) -> Return<R, Ref<R, Set<R>>> {
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
        if let Some(other) = other.as_ref::<Set<R>>() {
            let members = {
                let mut both = self.lock_both(set, other);
                let (one, two) = both.sections();
                result_of(operation, &one, two.as_ref().unwrap_or(&one))
            };
            if let Some(members) = members {
                let members = members.into_iter().map(|(_, hash, member)| (hash, member));
                return self.set_of_members(members);
            }
        }
        match operation {
            Operation::Union => {
                let result = self.set_copy(set)?;
                self.set_extend(&result, other)?;
                Ok(result)
            }
            Operation::Intersection => {
                let result = self.new_set();
                let smaller = other.as_ref::<Set<R>>().filter(|other| other.len() > set.len());
                if let Some(other) = smaller {
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
                let result = self.set_copy(set)?;
                if let Some(other) = other.as_ref::<Set<R>>() {
                    // Those of the copy are looked for in the other, so that they are asked as CPython asks them.
                    for (hash, member) in self.set_members(&result) {
                        if self.set_contains_hashed(other, hash, &member)? {
                            self.set_discard_hashed(&result, hash, &member)?;
                        }
                    }
                } else {
                    self.set_subtract(&result, other)?;
                }
                Ok(result)
            }
            Operation::SymmetricDifference => {
                let result = self.set_copy(set)?;
                self.set_toggle(&result, other)?;
                Ok(result)
            }
        }
    }

    /// Does an operation on two sets in place and in one step; false if members have to be asked.
    fn set_apply(
        &mut self,
        operation: Operation,
        set: &Ref<R, Set<R>>,
        other: &Ref<R, Set<R>>,
    ) -> Return<R, bool> {
        let mut both = self.lock_both(set, other);
        let (mut one, two) = both.sections();
        let Some(two) = two else {
            if matches!(operation, Operation::Difference | Operation::SymmetricDifference) {
                one.clear();
            }
            return Ok(true);
        };
        let applied = apply(operation, &mut one, &two);
        drop(both);
        applied.map_err(|_| self.memory_error())
    }

    /// Removes the members that are not in `other` too.
    pub(super) fn set_retain(&mut self, set: &Ref<R, Set<R>>, other: &Ref<R, Set<R>>) -> Return<R, ()> {
        if self.set_apply(Operation::Intersection, set, other)? {
            return Ok(());
        }
        // What other threads add meanwhile stays.
        for (hash, member) in self.set_members(set) {
            if !self.set_contains_hashed(other, hash, &member)? {
                self.set_discard_hashed(set, hash, &member)?;
            }
        }
        Ok(())
    }

    /// Removes all items of an iterable.
    pub(super) fn set_subtract(&mut self, set: &Ref<R, Set<R>>, other: &Value<R>) -> Return<R, ()> {
        if let Some(other) = other.as_ref::<Set<R>>()
            && self.set_apply(Operation::Difference, set, other)?
        {
            return Ok(());
        }
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
    pub(super) fn set_toggle(&mut self, set: &Ref<R, Set<R>>, other: &Value<R>) -> Return<R, ()> {
        let hashed = if other.as_ref::<Set<R>>().is_some() { None } else { self.hashed_members(other) };
        let members = match hashed {
            Some(members) => members,
            None => {
                let other = self.as_set(other)?;
                if self.set_apply(Operation::SymmetricDifference, set, &other)? {
                    return Ok(());
                }
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
        self.is_subset_if(set, other, |own, others| own <= others)
    }

    /// Whether the sizes are as `sizes` wants them, and every member of `set` is in `other`.
    fn is_subset_if(
        &mut self,
        set: &Ref<R, Set<R>>,
        other: &Ref<R, Set<R>>,
        sizes: impl FnOnce(usize, usize) -> bool,
    ) -> Return<R, bool> {
        let answer = {
            let mut both = self.lock_both(set, other);
            let (one, two) = both.sections();
            if !sizes(set.len(), other.len()) {
                return Ok(false);
            }
            let Some(two) = two else { return Ok(true) };
            let mut from = 0;
            loop {
                let Some((number, hash, member, _)) = one.next_entry(from) else { break Some(true) };
                from = number + 1;
                match two.find(hash, member.word()) {
                    Found::At(_) => {}
                    Found::Absent => break Some(false),
                    Found::Ask(_) => break None,
                }
            }
        };
        if let Some(answer) = answer {
            return Ok(answer);
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
            Comparison::Eq => self.is_subset_if(one, other, |one, other| one == other),
            Comparison::Ne => Ok(!self.is_subset_if(one, other, |one, other| one == other)?),
            Comparison::Le => self.is_subset(one, other),
            Comparison::Lt => self.is_subset_if(one, other, |one, other| one < other),
            Comparison::Ge => self.is_subset(other, one),
            Comparison::Gt => self.is_subset_if(other, one, |other, one| other < one),
        }
    }

    /// A set as an instance of `set` or `frozenset`, whichever `like` derives from.
    pub(super) fn as_class_like(&mut self, set: Ref<R, Set<R>>, like: &Value<R>) -> Return<R> {
        let frozenset = self.types().frozenset.clone();
        if self.is_instance(like, &frozenset) {
            return self.refrozen(&frozenset, &set);
        }
        Ok(set.into_value())
    }

    /// An instance of `class` with the members of `set`.
    pub(super) fn refrozen(&mut self, class: &Ref<R, Class<R>>, set: &Ref<R, Set<R>>) -> Return<R> {
        let members = self.set_members(set);
        let frozen = make::object_of(self, class, Set::new());
        self.set_fill(&frozen, members.into_iter())?;
        Ok(frozen.into_value())
    }
}
