//! Going through what can be iterated over.

use crate::builtins::{DictView, HashedIterator, Shown, StrIterator};
use crate::iterate::{Range, RangeIterator, SequenceIterator};
use crate::native::Native;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, Dict, Kind, List, Ref, Runtime, Set, Special, Tuple, Value};

impl<R: Runtime> Vm<R> {
    /// `iter(value)`
    pub fn iter(&mut self, value: &Value<R>) -> Return<R> {
        if let Some(header) = value.header()
            && !header.shape().is_heap()
        {
            match header.kind() {
                Kind::List | Kind::Tuple => return Ok(self.new_sequence_iterator(value.clone())),
                Kind::RangeIterator | Kind::SequenceIterator | Kind::HashedIterator => {
                    return Ok(value.clone());
                }
                Kind::Dict => return Ok(self.iter_of_dict(value, Shown::Keys, false)),
                Kind::Set => return Ok(self.iter_of_set(value)),
                Kind::Range => {
                    if let Some(range) = value.as_ref::<Range<R>>() {
                        return Ok(self.iter_of_range(range));
                    }
                }
                Kind::Other => {
                    if let Some(view) = value.as_ref::<DictView<R>>() {
                        return Ok(self.iter_of_view(view));
                    }
                }
                _ => {}
            }
        }
        let class = self.class_of(value);
        if class.value().is(self.types().generator.value()) {
            return Ok(value.clone());
        }
        if let Some(method) = class.special(self, Special::Iter) {
            if method.is_none() {
                let message = format!("'{}' object is not iterable", class.shown_name());
                return Err(self.type_error(&message));
            }
            let iterator = self.call_found(&method, value, &[])?;
            if self.class_of(&iterator).special(self, Special::Next).is_none() {
                let message = format!("iter() returned non-iterator of type '{}'", self.type_name(&iterator));
                return Err(self.type_error(&message));
            }
            return Ok(iterator);
        }
        // What a built-in class without `__iter__` has by number are no items in order.
        if class.special(self, Special::Getitem).is_some_and(|method| method.as_ref::<Native<R>>().is_none())
        {
            return Ok(self.new_sequence_iterator(value.clone()));
        }
        let message = format!("'{}' object is not iterable", class.shown_name());
        Err(self.type_error(&message))
    }

    /// `next(iterator)`; None when exhausted.
    #[inline]
    pub fn next(&mut self, iterator: &Value<R>) -> Return<R, Option<Value<R>>> {
        match iterator.header().map(|header| header.kind()) {
            Some(Kind::RangeIterator) => {
                let range = iterator.as_ref::<RangeIterator<R>>().expect("checked by kind");
                Ok(range.advance().map(|word| self.value_of_int(word)))
            }
            Some(Kind::SequenceIterator) => {
                let sequence = iterator.as_ref::<SequenceIterator<R>>().expect("checked by kind");
                match sequence.peek(self) {
                    Some(item) => Ok(Some(item)),
                    None => self.next_of_sequence(sequence),
                }
            }
            Some(Kind::HashedIterator) => {
                let entries = iterator.as_ref::<HashedIterator<R>>().expect("checked by kind");
                self.next_of_hashed(entries)
            }
            Some(Kind::Generator) => self.next_of_generator(iterator),
            _ => self.next_slow(iterator),
        }
    }

    fn value_of_int(&self, value: i64) -> Value<R> {
        self.new_int(value)
    }

    fn next_slow(&mut self, iterator: &Value<R>) -> Return<R, Option<Value<R>>> {
        if let Some(characters) = iterator.as_ref::<StrIterator<R>>() {
            return Ok(characters.advance().map(|character| self.new_character(character)));
        }
        let class = self.class_of(iterator);
        let Some(method) = class.special(self, Special::Next) else {
            let message = format!("'{}' object is not an iterator", class.shown_name());
            return Err(self.type_error(&message));
        };
        let result = match method.as_ref::<Native<R>>() {
            // The method of the iterator's own class, so the receiver needs no check.
            Some(native)
                if native.kind == crate::native::NativeKind::Method && native.signature.parameters() == 1 =>
            {
                let next = native.call;
                self.check_recursion("maximum recursion depth exceeded")?;
                next(self, std::slice::from_ref(iterator))
            }
            _ => self.call_found(&method, iterator, &[]),
        };
        match result {
            // Natives answer "exhausted" without making an exception.
            Ok(value) if value.is_unbound() => Ok(None),
            Ok(value) => Ok(Some(value)),
            Err(raised) => {
                let stop = self.exceptions().stop_iteration.clone();
                if self.is_raised(&raised, &stop) { Ok(None) } else { Err(raised) }
            }
        }
    }

    /// Calls `each` with every item of an iterable; stops early when it answers false.
    pub fn for_each(
        &mut self,
        iterable: &Value<R>,
        each: impl FnMut(&mut Vm<R>, Value<R>) -> Return<R, bool>,
    ) -> Return<R, ()> {
        let iterator = self.iter(iterable)?;
        self.for_each_next(&iterator, each)
    }

    /// As [`for_each`](Self::for_each), of what an iterator has left.
    pub fn for_each_next(
        &mut self,
        iterator: &Value<R>,
        mut each: impl FnMut(&mut Vm<R>, Value<R>) -> Return<R, bool>,
    ) -> Return<R, ()> {
        while let Some(item) = self.next(iterator)? {
            self.safepoint_in_native()?;
            if !each(self, item)? {
                break;
            }
        }
        Ok(())
    }

    /// Whether objects of a class can be iterated over, by `__iter__` or by number.
    pub fn is_iterable(&mut self, class: &Ref<R, Class<R>>) -> bool {
        class.special(self, Special::Iter).is_some() || class.special(self, Special::Getitem).is_some()
    }

    /// MemoryError if there is no room for so many values at once: better than to find out when memory is full of them.
    pub(crate) fn check_room(&mut self, values: usize) -> Return<R, ()> {
        if Vec::<Value<R>>::new().try_reserve_exact(values).is_err() {
            return Err(self.memory_error());
        }
        Ok(())
    }

    /// All items of an iterable.
    pub fn collect(&mut self, iterable: &Value<R>) -> Return<R, Vec<Value<R>>> {
        if let Some(header) = iterable.header()
            && !header.shape().is_heap()
        {
            match header.kind() {
                Kind::Tuple => {
                    return Ok(iterable
                        .as_ref::<Tuple<R>>()
                        .map_or(vec![], |tuple| tuple.as_slice().to_vec()));
                }
                Kind::List => {
                    if let Some(list) = iterable.as_ref::<List<R>>() {
                        return Ok(self.list_items(list));
                    }
                }
                Kind::Dict => {
                    if let Some(dict) = iterable.as_ref::<Dict<R>>() {
                        return Ok(self.dict_entries(dict).into_iter().map(|(_, key, _)| key).collect());
                    }
                }
                Kind::Set => {
                    if let Some(set) = iterable.as_ref::<Set<R>>() {
                        return Ok(self.set_members(set).into_iter().map(|(_, member)| member).collect());
                    }
                }
                Kind::Range => {
                    if let Some(range) = iterable.as_ref::<Range<R>>() {
                        return self.values_of_range(range);
                    }
                }
                _ => {
                    if let Some(view) = iterable.as_ref::<DictView<R>>() {
                        return Ok(self.view_items(view));
                    }
                }
            }
        }
        if let Some(range) = iterable.as_ref::<RangeIterator<R>>() {
            self.check_room(range.remaining())?;
        }
        let mut items = Vec::new();
        self.for_each(iterable, |vm, item| {
            // A program can ask for more than there is.
            if items.len() == items.capacity() && items.try_reserve(items.len().max(4)).is_err() {
                return Err(vm.memory_error());
            }
            items.push(item);
            Ok(true)
        })?;
        Ok(items)
    }
}
