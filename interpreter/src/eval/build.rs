//! The instructions that build and fill containers, unpack, and format.

use super::Running;
use crate::call::take;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use compiler::{Free, Reg};
use object_model::{Dict, List, Ref, Runtime, Set, Str, Tuple, Value, Word, make};

impl<R: Runtime> Vm<R> {
    /// Takes `count` values out of consecutive registers.
    fn take_range(running: Running<R>, first: Reg, count: u16) -> Vec<Value<R>> {
        // SAFETY: registers of the frame; the references move out.
        (0..count).map(|index| unsafe { take(running.at(Reg(first.0 + index))) }).collect()
    }

    pub(super) fn build_tuple(&mut self, running: Running<R>, dest: Reg, first: Reg, count: u16) {
        let tuple = if usize::from(count) <= Tuple::<R>::INLINE {
            let registers = running.at(first);
            let shape = self.types().tuple.root_shape();
            // SAFETY: `count` owned words move into the tuple; the registers are emptied.
            unsafe {
                let tuple = make::tuple_inline(self, shape, registers.cast::<Value<R>>(), usize::from(count));
                for index in 0..usize::from(count) {
                    registers.add(index).write(object_model::Word::UNBOUND);
                }
                tuple.into_value()
            }
        } else {
            self.new_tuple(Self::take_range(running, first, count))
        };
        self.put(running.at(dest), tuple);
    }

    pub(super) fn build_list(
        &mut self,
        running: Running<R>,
        dest: Reg,
        first: Reg,
        count: u16,
    ) -> Return<R, ()> {
        let list = self.new_list(Self::take_range(running, first, count))?;
        self.put(running.at(dest), list);
        Ok(())
    }

    pub(super) fn build_set(
        &mut self,
        running: Running<R>,
        dest: Reg,
        first: Reg,
        count: u16,
    ) -> Return<R, ()> {
        self.save(running);
        let set = self.new_set();
        for member in Self::take_range(running, first, count) {
            self.set_add(&set, member)?;
        }
        self.put(running.at(dest), set.into_value());
        Ok(())
    }

    pub(super) fn build_dict(
        &mut self,
        running: Running<R>,
        dest: Reg,
        first: Reg,
        count: u16,
    ) -> Return<R, ()> {
        self.save(running);
        let dict = self.new_dict();
        let mut items = Self::take_range(running, first, count * 2).into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            self.dict_set(&dict, key, value)?;
        }
        self.put(running.at(dest), dict.into_value());
        Ok(())
    }

    pub(super) fn build_string(&mut self, running: Running<R>, dest: Reg, first: Reg, count: u16) {
        let parts = Self::take_range(running, first, count);
        let mut text =
            String::with_capacity(parts.iter().filter_map(|part| self.as_str(part)).map(str::len).sum());
        for part in &parts {
            text.push_str(self.as_str(part).unwrap_or_default());
        }
        drop(parts);
        let string = self.new_string(text);
        self.put(running.at(dest), string);
    }

    fn second(running: Running<R>, free: Free, value: Reg) -> Value<R> {
        if free.second() {
            // SAFETY: the reference moves out of the register.
            unsafe { take::<R>(running.at(value)) }
        } else {
            running.value(value).clone()
        }
    }

    pub(super) fn list_append(
        &mut self,
        running: Running<R>,
        free: Free,
        list: Reg,
        value: Reg,
    ) -> Return<R, ()> {
        let item = Self::second(running, free, value);
        let list = running.value(list);
        let list = list.as_ref::<List<R>>().expect("the compiler built a list");
        let pushed = self.lock(list).push(item);
        match pushed {
            Ok(()) => Ok(()),
            Err(_) => Err(self.memory_error()),
        }
    }

    pub(super) fn list_extend(
        &mut self,
        running: Running<R>,
        free: Free,
        list: Reg,
        value: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let source = Self::second(running, free, value);
        let class = self.class_of(&source);
        if !self.is_iterable(&class) {
            let message = format!("Value after * must be an iterable, not {}", class.shown_name());
            return Err(self.type_error(&message));
        }
        let items = self.collect(&source)?;
        let list = running.value(list);
        let list = list.as_ref::<List<R>>().expect("the compiler built a list");
        let put = self.lock(list).put(items);
        match put {
            Ok(()) => Ok(()),
            Err(_) => Err(self.memory_error()),
        }
    }

    pub(super) fn set_add_op(
        &mut self,
        running: Running<R>,
        free: Free,
        set: Reg,
        value: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let member = Self::second(running, free, value);
        let set = running.value(set).as_ref::<Set<R>>().expect("the compiler built a set").clone();
        self.set_add(&set, member).map(drop)
    }

    pub(super) fn set_update(
        &mut self,
        running: Running<R>,
        free: Free,
        set: Reg,
        value: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let source = Self::second(running, free, value);
        let set = running.value(set).as_ref::<Set<R>>().expect("the compiler built a set").clone();
        self.set_extend(&set, &source)
    }

    pub(super) fn dict_set_op(
        &mut self,
        running: Running<R>,
        free: Free,
        dict: Reg,
        key: Reg,
        value: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let item = if free.third() {
            // SAFETY: the reference moves out of the register.
            unsafe { take::<R>(running.at(value)) }
        } else {
            running.value(value).clone()
        };
        let key = Self::second(running, free, key);
        let dict = running.value(dict).as_ref::<Dict<R>>().expect("the compiler built a dict").clone();
        self.dict_set(&dict, key, item).map(drop)
    }

    pub(super) fn dict_update_op(
        &mut self,
        running: Running<R>,
        free: Free,
        dict: Reg,
        value: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let source = Self::second(running, free, value);
        let dict = running.value(dict).as_ref::<Dict<R>>().expect("the compiler built a dict").clone();
        if source.as_ref::<Dict<R>>().is_none() && self.find_attr_str(&source, "keys")?.is_none() {
            let message = format!("'{}' object is not a mapping", self.type_name(&source));
            return Err(self.type_error(&message));
        }
        self.dict_update(&dict, &source)
    }

    pub(super) fn dict_merge(
        &mut self,
        running: Running<R>,
        free: Free,
        dict: Reg,
        value: Reg,
        callee: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let source = Self::second(running, free, value);
        let dict = running.value(dict).as_ref::<Dict<R>>().expect("the compiler built a dict").clone();
        // Named only where something is wrong: asking for a name may run Python code.
        let callee = running.value(callee).clone();
        let fresh = self.new_dict();
        if source.as_ref::<Dict<R>>().is_none() && self.find_attr_str(&source, "keys")?.is_none() {
            let function = self.callee_name(&callee)?;
            let message =
                format!("{function} argument after ** must be a mapping, not {}", self.type_name(&source));
            return Err(self.type_error(&message));
        }
        self.dict_update(&fresh, &source)?;
        for (hash, key, value) in self.dict_entries(&fresh) {
            if self.dict_set_hashed(&dict, hash, key.clone(), value)?.is_some() {
                let name = self.str_string(&key)?;
                let function = self.callee_name(&callee)?;
                let message = format!("{function} got multiple values for keyword argument '{name}'");
                return Err(self.type_error(&message));
            }
        }
        Ok(())
    }

    /// How messages about a call name the callee: `module.name()`.
    pub(super) fn callee_name(&mut self, callee: &Value<R>) -> Return<R, String> {
        let qualname = self.find_attr_str(callee, "__qualname__").ok().flatten();
        let module = self.find_attr_str(callee, "__module__").ok().flatten();
        match (
            qualname.as_ref().and_then(|name| self.as_str(name)),
            module.as_ref().and_then(|name| self.as_str(name)),
        ) {
            (Some(name), Some(module)) if module != "builtins" => Ok(format!("{module}.{name}()")),
            (Some(name), _) => Ok(format!("{name}()")),
            _ => self.str_string(callee),
        }
    }

    pub(super) fn format_value(
        &mut self,
        running: Running<R>,
        free: Free,
        dest: Reg,
        src: Reg,
        spec: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let value = running.value(src);
        let converted: Value<R> = match free.0 >> 6 {
            0 => value.clone(),
            1 => self.str(&value)?.into_value(),
            2 => self.repr(&value)?.into_value(),
            _ => self.ascii(&value)?,
        };
        let result = if spec == Reg(u16::MAX) {
            self.format(&converted, "")?
        } else {
            let spec: Ref<R, Str<R>> =
                running.value(spec).clone().downcast().unwrap_or_else(|_| unreachable!("specs are strings"));
            self.format(&converted, spec.as_str())?
        };
        drop(converted);
        if free.first() {
            self.put(running.at(src), Value::UNBOUND);
        }
        if free.second() && spec != Reg(u16::MAX) {
            self.put(running.at(spec), Value::UNBOUND);
        }
        self.put(running.at(dest), result.into_value());
        Ok(())
    }

    pub(super) fn unpack(
        &mut self,
        running: Running<R>,
        free: Free,
        first: Reg,
        src: Reg,
        count: u16,
    ) -> Return<R, ()> {
        let wanted = usize::from(count);
        let value = running.value(src);
        if let Some(tuple) = value.as_ref::<Tuple<R>>()
            && tuple.as_slice().len() == wanted
            && !tuple.head().shape().is_heap()
        {
            let unpacked = match wanted {
                2 => self.unpack_tuple::<2>(running, free, first, src, tuple),
                3 => self.unpack_tuple::<3>(running, free, first, src, tuple),
                4 => self.unpack_tuple::<4>(running, free, first, src, tuple),
                _ => false,
            };
            if unpacked {
                return Ok(());
            }
            // A reference of its own: the targets may overwrite what holds the tuple.
            let held = if free.first() {
                // SAFETY: a register of the frame; the reference moves out.
                unsafe { take(running.at(src)) }
            } else {
                tuple.value().clone()
            };
            for item in tuple.as_slice() {
                self.retain(item.word());
            }
            for (register, item) in (first.0..).zip(tuple.as_slice()) {
                // SAFETY: retained above.
                self.put(running.at(Reg(register)), unsafe { Value::from_owned(item.word()) });
            }
            self.release_now(held.into_word());
            return Ok(());
        }
        if let Some(list) = value.as_ref::<List<R>>()
            && !list.head().shape().is_heap()
        {
            let unpacked = match wanted {
                1 => self.unpack_list::<1>(running, free, first, src, list),
                2 => self.unpack_list::<2>(running, free, first, src, list),
                3 => self.unpack_list::<3>(running, free, first, src, list),
                4 => self.unpack_list::<4>(running, free, first, src, list),
                _ => false,
            };
            if unpacked {
                return Ok(());
            }
        }
        self.unpack_other(running, free, first, src, wanted)
    }

    /// Unpacks a list of another length or that others use, or anything else.
    #[cold]
    #[inline(never)]
    fn unpack_other(
        &mut self,
        running: Running<R>,
        free: Free,
        first: Reg,
        src: Reg,
        wanted: usize,
    ) -> Return<R, ()> {
        self.save(running);
        let value = running.value(src).clone();
        let items = match value.as_ref::<List<R>>() {
            Some(list) if !list.head().shape().is_heap() && list.len() == wanted => {
                let locked = self.lock(list);
                (list.len() == wanted).then(|| locked.copy(0..wanted))
            }
            _ => None,
        };
        let items = match items {
            Some(items) => items,
            None => self.unpack_items(&value, wanted)?,
        };
        drop(value);
        if free.first() {
            self.put(running.at(src), Value::UNBOUND);
        }
        for (index, item) in items.into_iter().enumerate() {
            self.put(running.at(Reg(first.0 + index as u16)), item);
        }
        Ok(())
    }

    /// Unpacks a list of `N` items, read in one section; answers whether it is one.
    #[inline(always)]
    fn unpack_list<const N: usize>(
        &mut self,
        running: Running<R>,
        free: Free,
        first: Reg,
        src: Reg,
        list: &Ref<R, List<R>>,
    ) -> bool {
        let Some(items) = list.items::<N>(self) else { return false };
        self.put_unpacked(running, free, first, src, items);
        true
    }

    /// Unpacks a tuple of `N` items; answers whether it is one.
    #[inline(always)]
    fn unpack_tuple<const N: usize>(
        &mut self,
        running: Running<R>,
        free: Free,
        first: Reg,
        src: Reg,
        tuple: &Ref<R, Tuple<R>>,
    ) -> bool {
        let Some(items) = tuple.as_slice().first_chunk::<N>() else { return false };
        // Not `array::map`, which stays a call for each item.
        let mut words = [Word::UNBOUND; N];
        for (word, item) in words.iter_mut().zip(items) {
            *word = item.word();
            self.retain(*word);
        }
        self.put_unpacked(running, free, first, src, words);
        true
    }

    /// Puts items, a reference to each of which is the caller's, into registers. They may be what holds what they came from.
    #[inline(always)]
    fn put_unpacked<const N: usize>(
        &mut self,
        running: Running<R>,
        free: Free,
        first: Reg,
        src: Reg,
        items: [Word; N],
    ) {
        if free.first() {
            self.put(running.at(src), Value::UNBOUND);
        }
        for (register, item) in (first.0..).zip(items) {
            // SAFETY: the reference is ours, and goes on to the register.
            self.put(running.at(Reg(register)), unsafe { Value::from_owned(item) });
        }
    }

    fn unpack_items(&mut self, value: &Value<R>, wanted: usize) -> Return<R, Vec<Value<R>>> {
        let iterator = self.unpack_iterator(value)?;
        let mut items = Vec::with_capacity(wanted);
        while items.len() < wanted {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => {
                    let message =
                        format!("not enough values to unpack (expected {wanted}, got {})", items.len());
                    return Err(self.value_error(&message));
                }
            }
        }
        if self.next(&iterator)?.is_some() {
            let sized = value.as_ref::<List<R>>().map(|list| list.len());
            let sized = sized.or_else(|| value.as_ref::<Tuple<R>>().map(|tuple| tuple.as_slice().len()));
            let sized = sized.or_else(|| value.as_ref::<Dict<R>>().map(|dict| dict.len()));
            // What a subclass holds need not be what it gives.
            let class = self.class_of(value);
            let types = self.types();
            let exact =
                [&types.list, &types.tuple, &types.dict].iter().any(|exact| class.value().is(exact.value()));
            let sized = sized.filter(|_| exact);
            let message = match sized {
                Some(length) => format!("too many values to unpack (expected {wanted}, got {length})"),
                None => format!("too many values to unpack (expected {wanted})"),
            };
            return Err(self.value_error(&message));
        }
        Ok(items)
    }

    fn unpack_iterator(&mut self, value: &Value<R>) -> Return<R> {
        let class = self.class_of(value);
        if !self.is_iterable(&class) {
            let message = format!("cannot unpack non-iterable {} object", class.shown_name());
            return Err(self.type_error(&message));
        }
        self.iter(value)
    }

    pub(super) fn unpack_star(
        &mut self,
        running: Running<R>,
        free: Free,
        first: Reg,
        src: Reg,
        counts: u16,
    ) -> Return<R, ()> {
        self.save(running);
        let (before, after) = (usize::from(counts >> 8), usize::from(counts & 0xFF));
        let value = running.value(src).clone();
        let iterator = self.unpack_iterator(&value)?;
        let mut items = self.collect(&iterator)?;
        if items.len() < before + after {
            let message = format!(
                "not enough values to unpack (expected at least {}, got {})",
                before + after,
                items.len()
            );
            return Err::<(), Raised<R>>(self.value_error(&message));
        }
        let tail = items.split_off(items.len() - after);
        let middle = items.split_off(before);
        let middle = self.new_list(middle)?;
        drop(value);
        if free.first() {
            self.put(running.at(src), Value::UNBOUND);
        }
        for (index, item) in items.into_iter().chain(std::iter::once(middle)).chain(tail).enumerate() {
            self.put(running.at(Reg(first.0 + index as u16)), item);
        }
        Ok(())
    }
}
