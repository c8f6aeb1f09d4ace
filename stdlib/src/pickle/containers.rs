//! Containers in a pickle. Items are written in batches, so that the reader's stack stays small.

use super::note;
use super::opcode::*;
use super::save::Pickling;
use interpreter::{Return, Vm};
use object_model::{Dict, List, Ref, Runtime, Set, Value};

/// Items of a batch.
const BATCH: usize = 1000;

impl<R: Runtime> Pickling<R> {
    /// Writes the beginning of a container that is filled later.
    fn empty(&mut self, vm: &mut Vm<R>, value: &Value<R>, opcode: u8, old: u8) -> Return<R, ()> {
        if self.binary {
            self.output.op(opcode);
        } else {
            self.output.write(&[MARK, old]);
        }
        self.memoize(vm, value)
    }

    /// Writes an item of `value`, or notes which it was.
    fn item(&mut self, vm: &mut Vm<R>, value: &Value<R>, item: &Value<R>, number: usize) -> Return<R, ()> {
        self.save(vm, item).map_err(|raised| note::serializing(vm, raised, value, &format!("item {number}")))
    }

    /// Writes a key and what it stands for in `value`.
    fn entry(&mut self, vm: &mut Vm<R>, value: &Value<R>, key: &Value<R>, item: &Value<R>) -> Return<R, ()> {
        self.save(vm, key)?;
        self.save(vm, item).map_err(|raised| note::serializing_item(vm, raised, value, key))
    }

    pub(super) fn tuple(&mut self, vm: &mut Vm<R>, value: &Value<R>) -> Return<R, ()> {
        let items = vm.as_tuple(value).unwrap_or_default();
        if items.is_empty() {
            self.output.write(if self.binary { &[EMPTY_TUPLE] } else { &[MARK, TUPLE] });
            return Ok(());
        }
        let is_short = items.len() <= 3 && self.protocol >= 2;
        if !is_short {
            self.output.op(MARK);
        }
        for (number, item) in items.iter().enumerate() {
            self.item(vm, value, item, number)?;
        }
        // The tuple was written meanwhile: it is part of itself. What is on the reader's stack is not needed.
        if let Some(number) = self.memo.get(value) {
            match (is_short, self.binary) {
                (true, _) => self.output.write(&vec![POP; items.len()]),
                (false, true) => self.output.op(POP_MARK),
                (false, false) => self.output.write(&vec![POP; items.len() + 1]),
            }
            return self.get(vm, number);
        }
        self.output.op(match (is_short, items.len()) {
            (true, 1) => TUPLE1,
            (true, 2) => TUPLE2,
            (true, _) => TUPLE3,
            (false, _) => TUPLE,
        });
        self.memoize(vm, value)
    }

    pub(super) fn list(&mut self, vm: &mut Vm<R>, list: &Ref<R, List<R>>) -> Return<R, ()> {
        let value = list.value();
        self.empty(vm, value, EMPTY_LIST, LIST)?;
        if list.is_empty() {
            return Ok(());
        }
        if self.protocol == 0 {
            let items = vm.iter(value)?;
            return self.append_all(vm, value, &items);
        }
        let at = |vm: &mut Vm<R>, number: usize| match list.peek(vm, number) {
            Some(item) => item,
            None => vm.lock(list).get(number),
        };
        if list.len() == 1
            && let Some(only) = at(vm, 0)
        {
            self.item(vm, value, &only, 0)?;
            self.output.op(APPEND);
            return Ok(());
        }
        let mut number = 0;
        loop {
            self.output.op(MARK);
            let end = number + BATCH;
            while number < end
                && let Some(item) = at(vm, number)
            {
                self.item(vm, value, &item, number)?;
                number += 1;
            }
            self.output.op(APPENDS);
            if number >= list.len() {
                return Ok(());
            }
        }
    }

    /// Writes what an iterator gives as items to be appended to `value`.
    pub(super) fn append_all(
        &mut self,
        vm: &mut Vm<R>,
        value: &Value<R>,
        iterator: &Value<R>,
    ) -> Return<R, ()> {
        let mut number = 0;
        let mut next = vm.next(iterator)?;
        while let Some(item) = next.take() {
            let following = if self.protocol == 0 { None } else { vm.next(iterator)? };
            if following.is_none() {
                self.item(vm, value, &item, number)?;
                self.output.op(APPEND);
                if self.protocol > 0 {
                    return Ok(());
                }
                number += 1;
                next = vm.next(iterator)?;
                continue;
            }
            self.output.op(MARK);
            self.item(vm, value, &item, number)?;
            number += 1;
            next = following;
            let mut count = 1;
            while let Some(item) = next.take() {
                self.item(vm, value, &item, number)?;
                number += 1;
                count += 1;
                if count == BATCH {
                    break;
                }
                next = vm.next(iterator)?;
            }
            self.output.op(APPENDS);
            if count < BATCH {
                return Ok(());
            }
            next = vm.next(iterator)?;
        }
        Ok(())
    }

    pub(super) fn dict(&mut self, vm: &mut Vm<R>, dict: &Ref<R, Dict<R>>) -> Return<R, ()> {
        let value = dict.value();
        self.empty(vm, value, EMPTY_DICT, DICT)?;
        if dict.is_empty() {
            return Ok(());
        }
        if self.protocol == 0 {
            let items = vm.call_method(value, "items", &[])?;
            let items = vm.iter(&items)?;
            return self.set_all(vm, value, &items);
        }
        let entries = vm.dict_entries(dict);
        if let [(_, key, item)] = &*entries {
            self.entry(vm, value, key, item)?;
            self.output.op(SETITEM);
            return Ok(());
        }
        let mut batches = entries.chunks(BATCH);
        loop {
            // After a full batch there is another one, be it empty.
            let batch = batches.next().unwrap_or_default();
            self.output.op(MARK);
            for (_, key, item) in batch {
                self.entry(vm, value, key, item)?;
            }
            self.output.op(SETITEMS);
            if dict.len() != entries.len() {
                return Err(vm.runtime_error("dictionary changed size during iteration"));
            }
            if batch.len() < BATCH {
                return Ok(());
            }
        }
    }

    /// Writes the pairs that an iterator gives as entries of `value`.
    pub(super) fn set_all(&mut self, vm: &mut Vm<R>, value: &Value<R>, iterator: &Value<R>) -> Return<R, ()> {
        fn pair<'a, R: Runtime>(
            vm: &mut Vm<R>,
            item: &'a Value<R>,
        ) -> Return<R, (&'a Value<R>, &'a Value<R>)> {
            match vm.as_tuple(item) {
                Some([key, item]) => Ok((key, item)),
                _ => Err(vm.type_error("dict items iterator must return 2-tuples")),
            }
        }
        let mut next = vm.next(iterator)?;
        while let Some(first) = next.take() {
            let (key, item) = pair(vm, &first)?;
            let following = if self.protocol == 0 { None } else { vm.next(iterator)? };
            if following.is_none() {
                self.entry(vm, value, key, item)?;
                self.output.op(SETITEM);
                if self.protocol > 0 {
                    return Ok(());
                }
                next = vm.next(iterator)?;
                continue;
            }
            self.output.op(MARK);
            self.entry(vm, value, key, item)?;
            next = following;
            let mut count = 1;
            while let Some(another) = next.take() {
                let (key, item) = pair(vm, &another)?;
                self.entry(vm, value, key, item)?;
                count += 1;
                if count == BATCH {
                    break;
                }
                next = vm.next(iterator)?;
            }
            self.output.op(SETITEMS);
            if count < BATCH {
                return Ok(());
            }
            next = vm.next(iterator)?;
        }
        Ok(())
    }

    fn members(&mut self, vm: &mut Vm<R>, set: &Ref<R, Set<R>>) -> Vec<Value<R>> {
        vm.set_members(set).into_iter().map(|(_, member)| member).collect()
    }

    /// A set for readers that know none.
    fn set_of_list(&mut self, vm: &mut Vm<R>, set: &Ref<R, Set<R>>) -> Return<R, ()> {
        let members = self.members(vm, set);
        let members = vm.new_list(members)?;
        let (class, arguments) = (vm.class_of(set.value()).into_value(), vm.new_tuple(vec![members]));
        let reduced = vm.new_pair(class, arguments);
        self.reduced_to_call(vm, set.value(), &reduced)
    }

    pub(super) fn set(&mut self, vm: &mut Vm<R>, set: &Ref<R, Set<R>>) -> Return<R, ()> {
        if self.protocol < 4 {
            return self.set_of_list(vm, set);
        }
        let value = set.value();
        self.output.op(EMPTY_SET);
        self.memoize(vm, value)?;
        let members = self.members(vm, set);
        if members.is_empty() {
            return Ok(());
        }
        let mut batches = members.chunks(BATCH);
        loop {
            // As in a dict.
            let batch = batches.next().unwrap_or_default();
            self.output.op(MARK);
            for member in batch {
                self.save(vm, member).map_err(|raised| note::serializing(vm, raised, value, "element"))?;
            }
            self.output.op(ADDITEMS);
            if set.len() != members.len() {
                return Err(vm.runtime_error("set changed size during iteration"));
            }
            if batch.len() < BATCH {
                return Ok(());
            }
        }
    }

    pub(super) fn frozenset(&mut self, vm: &mut Vm<R>, set: &Ref<R, Set<R>>) -> Return<R, ()> {
        if self.protocol < 4 {
            return self.set_of_list(vm, set);
        }
        let value = set.value();
        self.output.op(MARK);
        for member in self.members(vm, set) {
            self.save(vm, &member).map_err(|raised| note::serializing(vm, raised, value, "element"))?;
        }
        // As in a tuple.
        if let Some(number) = self.memo.get(value) {
            self.output.op(POP_MARK);
            return self.get(vm, number);
        }
        self.output.op(FROZENSET);
        self.memoize(vm, value)
    }
}
