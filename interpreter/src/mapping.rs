//! Dict and set operations that may have to ask a key's `__hash__` and `__eq__`: outside any lock, then again.

use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{
    AsSet, Dict, Found, Guard, Hashed, Locked, OutOfMemory, Peeked, Ref, Runtime, Set, Special, Str, Value,
};

impl<R: Runtime> Vm<R> {
    /// Finds a key and does `then` with the answer, under the lock.
    fn with_entry<S: 'static, T>(
        &mut self,
        hashed: &Ref<R, Hashed<R, S>>,
        hash: i64,
        key: &Value<R>,
        then: impl FnOnce(&mut object_model::Locked<'_, R, Hashed<R, S>>, Option<usize>) -> T,
    ) -> Return<R, T>
    where
        Hashed<R, S>: Guard<R, Guarded = ()>,
    {
        // Asked once, however often the lookup begins again: asking may be what changes the table.
        let mut refused: Vec<Value<R>> = Vec::new();
        let mut locked = self.lock(hashed);
        let mut found = locked.find(hash, key.word());
        loop {
            match found {
                Found::At(number) => return Ok(then(&mut locked, Some(number))),
                Found::Absent => return Ok(then(&mut locked, None)),
                Found::Ask(candidate) => {
                    drop(locked);
                    let known = refused.iter().any(|other| other.is(&candidate.key));
                    let equal = !known && self.equal(&candidate.key, key)?;
                    locked = self.lock(hashed);
                    found = match locked.resume(&candidate, equal, hash, key.word()) {
                        Some(found) => found,
                        None => {
                            if !equal && !known {
                                refused.push(candidate.key);
                            }
                            locked.find(hash, key.word())
                        }
                    };
                }
            }
        }
    }

    /// As [`with_entry`](Self::with_entry), of what may find no memory.
    fn with_room<S: 'static, T>(
        &mut self,
        hashed: &Ref<R, Hashed<R, S>>,
        hash: i64,
        key: &Value<R>,
        then: impl FnOnce(&mut object_model::Locked<'_, R, Hashed<R, S>>, Option<usize>) -> Result<T, OutOfMemory>,
    ) -> Return<R, T>
    where
        Hashed<R, S>: Guard<R, Guarded = ()>,
    {
        self.with_entry(hashed, hash, key, then)?.map_err(|_| self.memory_error())
    }

    /// The hash of a key of a dict.
    #[inline]
    pub fn hash_of_key(&mut self, key: &Value<R>) -> Return<R, i64> {
        self.hash(key).map_err(|raised| self.unfit(raised, key, "a dict key"))
    }

    /// The hash of a member of a set.
    #[inline]
    pub fn hash_of_member(&mut self, member: &Value<R>) -> Return<R, i64> {
        self.hash(member).map_err(|raised| self.unfit(raised, member, "a set element"))
    }

    /// What is said of a value without a hash: what it was wanted for besides.
    #[cold]
    fn unfit(&mut self, raised: Raised<R>, value: &Value<R>, what: &str) -> Raised<R> {
        let class = self.exceptions().type_error.clone();
        if !self.class_of(&raised.0).value().is(class.value()) {
            return raised;
        }
        match self.str_string(&raised.0) {
            Ok(reason) => {
                let name = self.qualified_type_name(value);
                self.type_error(&format!("cannot use '{name}' as {what} ({reason})"))
            }
            Err(second) => second,
        }
    }

    /// `dict.get(key)`
    #[inline]
    pub fn dict_get(&mut self, dict: &Ref<R, Dict<R>>, key: &Value<R>) -> Return<R, Option<Value<R>>> {
        let hash = self.hash_of_key(key)?;
        self.dict_get_hashed(dict, hash, key)
    }

    /// As [`dict_get`](Self::dict_get) with the key's hash known.
    #[inline]
    pub fn dict_get_hashed(
        &mut self,
        dict: &Ref<R, Dict<R>>,
        hash: i64,
        key: &Value<R>,
    ) -> Return<R, Option<Value<R>>> {
        match dict.peek(self, hash, key.word()) {
            Peeked::Value(value) => Ok(Some(value)),
            Peeked::Absent => Ok(None),
            Peeked::Unknown => self
                .with_entry(dict, hash, key, |locked, number| number.map(|number| locked.value_at(number))),
        }
    }

    /// `dict[key] = value`; answers the value that was there.
    #[inline]
    pub fn dict_set(
        &mut self,
        dict: &Ref<R, Dict<R>>,
        key: Value<R>,
        value: Value<R>,
    ) -> Return<R, Option<Value<R>>> {
        let hash = self.hash_of_key(&key)?;
        let kept = key.clone();
        self.with_room(dict, hash, &kept, |locked, number| match number {
            Some(number) => Ok(Some(locked.replace_at(number, value))),
            None => locked.insert(hash, key, value).map(|_| None),
        })
    }

    /// `dict.setdefault(key, value)`: one step, whatever other threads do.
    pub fn dict_set_default(&mut self, dict: &Ref<R, Dict<R>>, key: Value<R>, value: Value<R>) -> Return<R> {
        let hash = self.hash_of_key(&key)?;
        let kept = key.clone();
        self.with_room(dict, hash, &kept, |locked, number| match number {
            Some(number) => Ok(locked.value_at(number)),
            None => locked.insert(hash, key, value.clone()).map(|_| value),
        })
    }

    /// Removes a key; answers its value.
    pub fn dict_remove(&mut self, dict: &Ref<R, Dict<R>>, key: &Value<R>) -> Return<R, Option<Value<R>>> {
        let hash = self.hash_of_key(key)?;
        self.with_entry(dict, hash, key, |locked, number| number.map(|number| locked.remove_at(number).1))
    }

    /// Looks a name up in a namespace.
    pub fn dict_get_str(&mut self, dict: &Ref<R, Dict<R>>, name: &Ref<R, Str<R>>) -> Option<Value<R>> {
        object_model::get_str(self, dict, name)
    }

    /// Stores a name (an interned string) in a namespace. If there is no room for it, MemoryError is raised at the next safepoint.
    pub fn dict_set_str(&mut self, dict: &Ref<R, Dict<R>>, name: &Ref<R, Str<R>>, value: Value<R>) {
        let hash = name.hash();
        let mut locked = self.lock(dict);
        match locked.find(hash, name.value().word()) {
            Found::At(number) => drop(locked.replace_at(number, value)),
            Found::Absent => {
                if locked.insert(hash, name.value().clone(), value).is_err() {
                    drop(locked);
                    self.note_shortage();
                }
            }
            // A key of another type with this very hash: let its `__eq__` decide, and ignore what it raises.
            Found::Ask(_) => {
                drop(locked);
                let _ = self.dict_set(dict, name.value().clone(), value);
            }
        }
    }

    /// Looks a name up in a namespace given as a value.
    pub fn get_name(&mut self, namespace: &Value<R>, name: &str) -> Option<Value<R>> {
        let dict = namespace.as_ref::<Dict<R>>()?;
        let name = self.intern(name);
        self.dict_get_str(dict, &name)
    }

    /// The entries of a dict at one moment: hash, key, value.
    pub fn dict_entries(&mut self, dict: &Ref<R, Dict<R>>) -> Vec<(i64, Value<R>, Value<R>)> {
        self.hashed_entries(dict)
    }

    /// The members of a set at one moment: hash and member.
    pub fn set_members(&mut self, set: &Ref<R, Set<R>>) -> Vec<(i64, Value<R>)> {
        self.hashed_entries::<AsSet>(set).into_iter().map(|(hash, key, _)| (hash, key)).collect()
    }

    fn hashed_entries<S: 'static>(&mut self, hashed: &Ref<R, Hashed<R, S>>) -> Vec<Entry<R>>
    where
        Hashed<R, S>: Guard<R, Guarded = ()>,
    {
        entries(&self.lock(hashed))
    }

    /// Stores the entries of another in one step for both, up to the first whose key has to be asked for equality.
    pub(crate) fn hashed_merge_from<S: 'static>(
        &mut self,
        hashed: &Ref<R, Hashed<R, S>>,
        other: &Ref<R, Hashed<R, S>>,
        replace: bool,
    ) -> Return<R, ()>
    where
        Hashed<R, S>: Guard<R, Guarded = ()>,
    {
        let (rest, count) = {
            let mut both = self.lock_both(hashed, other);
            let (mut into, from) = both.sections();
            // Its own entries change nothing.
            let Some(from) = from else { return Ok(()) };
            if into.object().is_empty() {
                // The keys of one differ: none has to be looked for.
                let copied = from.copied().map(|copy| {
                    into.take_over(copy);
                    Vec::new()
                });
                (copied, from.object().len())
            } else {
                let mut entries = entries(&from).into_iter();
                let count = entries.len();
                let asked = merge_simple(&mut into, &mut entries, replace);
                (asked.map(|asked| asked.into_iter().chain(entries).collect::<Vec<_>>()), count)
            }
        };
        let rest = rest.map_err(|_| self.memory_error())?;
        if rest.is_empty() {
            return Ok(());
        }
        self.hashed_merge(hashed, rest, replace)?;
        // A dict that a key's comparison has changed is complained of, a set is not.
        if replace && other.len() != count {
            return Err(self.runtime_error("dict mutated during update"));
        }
        Ok(())
    }

    /// Stores entries in one step, up to the first whose key has to be asked for equality.
    fn hashed_merge<S: 'static>(
        &mut self,
        hashed: &Ref<R, Hashed<R, S>>,
        entries: Vec<(i64, Value<R>, Value<R>)>,
        replace: bool,
    ) -> Return<R, ()>
    where
        Hashed<R, S>: Guard<R, Guarded = ()>,
    {
        let mut entries = entries.into_iter();
        loop {
            let asked = merge_simple(&mut self.lock(hashed), &mut entries, replace);
            let asked = asked.map_err(|_| self.memory_error())?;
            let Some((hash, key, value)) = asked else { return Ok(()) };
            let kept = key.clone();
            self.with_room(hashed, hash, &kept, |locked, number| {
                match number {
                    Some(number) if replace => drop(locked.replace_at(number, value)),
                    Some(_) => {}
                    None => drop(locked.insert(hash, key, value)?),
                }
                Ok(())
            })?;
        }
    }

    /// Adds members whose hashes are known.
    pub(crate) fn set_add_all(
        &mut self,
        set: &Ref<R, Set<R>>,
        members: Vec<(i64, Value<R>)>,
    ) -> Return<R, ()> {
        let entries = members.into_iter().map(|(hash, member)| (hash, member, Value::NONE)).collect();
        self.hashed_merge(set, entries, false)
    }

    /// Stores an entry whose hash is known.
    pub fn dict_set_hashed(
        &mut self,
        dict: &Ref<R, Dict<R>>,
        hash: i64,
        key: Value<R>,
        value: Value<R>,
    ) -> Return<R, Option<Value<R>>> {
        let kept = key.clone();
        self.with_room(dict, hash, &kept, |locked, number| match number {
            Some(number) => Ok(Some(locked.replace_at(number, value))),
            None => locked.insert(hash, key, value).map(|_| None),
        })
    }

    /// Moves an entry to one end of the order; answers whether the key is there.
    pub fn dict_move(&mut self, dict: &Ref<R, Dict<R>>, key: &Value<R>, last: bool) -> Return<R, bool> {
        let hash = self.hash_of_key(key)?;
        self.dict_move_hashed(dict, hash, key, last)
    }

    /// As [`dict_move`](Self::dict_move) with the hash known.
    pub fn dict_move_hashed(
        &mut self,
        dict: &Ref<R, Dict<R>>,
        hash: i64,
        key: &Value<R>,
        last: bool,
    ) -> Return<R, bool> {
        self.with_room(dict, hash, key, |locked, number| {
            match number {
                Some(number) if last => locked.move_to_end(number)?,
                Some(number) => locked.move_to_front(number)?,
                None => {}
            }
            Ok(number.is_some())
        })
    }

    /// Removes the entry at one end of the order.
    pub fn dict_pop_end(&mut self, dict: &Ref<R, Dict<R>>, last: bool) -> Option<(Value<R>, Value<R>)> {
        let mut locked = self.lock(dict);
        let found = if last { locked.previous_entry(usize::MAX) } else { locked.next_entry(0) };
        let (number, ..) = found?;
        Some(locked.remove_at(number))
    }

    /// `set.add(member)`; answers whether it was not there.
    pub fn set_add(&mut self, set: &Ref<R, Set<R>>, member: Value<R>) -> Return<R, bool> {
        let hash = self.hash_of_member(&member)?;
        self.set_add_hashed(set, hash, member)
    }

    /// As [`set_add`](Self::set_add) with the hash known.
    pub fn set_add_hashed(&mut self, set: &Ref<R, Set<R>>, hash: i64, member: Value<R>) -> Return<R, bool> {
        let kept = member.clone();
        self.with_room(set, hash, &kept, |locked, number| match number {
            Some(_) => Ok(false),
            None => locked.insert(hash, member, Value::NONE).map(|_| true),
        })
    }

    /// `member in set`
    pub fn set_contains(&mut self, set: &Ref<R, Set<R>>, member: &Value<R>) -> Return<R, bool> {
        let hash = self.hash_of_member(member)?;
        self.set_contains_hashed(set, hash, member)
    }

    /// As [`set_contains`](Self::set_contains) with the hash known.
    pub fn set_contains_hashed(
        &mut self,
        set: &Ref<R, Set<R>>,
        hash: i64,
        member: &Value<R>,
    ) -> Return<R, bool> {
        match set.peek(self, hash, member.word()) {
            Peeked::Value(_) => Ok(true),
            Peeked::Absent => Ok(false),
            Peeked::Unknown => self.with_entry(set, hash, member, |_, number| number.is_some()),
        }
    }

    /// `set.discard(member)`; answers whether it was there.
    pub fn set_discard(&mut self, set: &Ref<R, Set<R>>, member: &Value<R>) -> Return<R, bool> {
        let hash = self.hash_of_member(member)?;
        self.set_discard_hashed(set, hash, member)
    }

    /// As [`set_discard`](Self::set_discard) with the hash known.
    pub fn set_discard_hashed(
        &mut self,
        set: &Ref<R, Set<R>>,
        hash: i64,
        member: &Value<R>,
    ) -> Return<R, bool> {
        self.with_entry(set, hash, member, |locked, number| {
            number.map(|number| locked.remove_at(number)).is_some()
        })
    }
}

impl<R: Runtime> Vm<R> {
    /// The items of what should be a pair.
    fn collect_pair(&mut self, pair: &Value<R>) -> Return<R, Vec<Value<R>>> {
        if pair.as_ref::<object_model::List<R>>().is_some() || self.as_tuple(pair).is_some() {
            return self.collect(pair);
        }
        let iterator = self.iter(pair).map_err(|raised| {
            let class = self.exceptions().type_error.clone();
            if self.is_raised(&raised, &class) { self.type_error("object is not iterable") } else { raised }
        })?;
        self.collect(&iterator)
    }

    /// `dict.update(source)`: a dict, anything with `keys()`, or an iterable of pairs.
    pub fn dict_update(&mut self, dict: &Ref<R, Dict<R>>, source: &Value<R>) -> Return<R, ()> {
        if let Some(other) = source.as_ref::<Dict<R>>() {
            // A subclass that iterates as dicts do has nothing else to say about its entries.
            let plain = !other.head().shape().is_heap() || {
                let (own, base) = (self.class_of(source), self.types().dict.clone());
                match (own.special(self, Special::Iter), base.special(self, Special::Iter)) {
                    (Some(own), Some(base)) => own.is(&base),
                    _ => false,
                }
            };
            if plain {
                return self.hashed_merge_from(dict, other, true);
            }
        }
        if let Some(keys) = self.find_attr_str(source, "keys")? {
            let keys = self.call(&keys, &[])?;
            let keys = match self.iter(&keys) {
                Ok(keys) => keys,
                Err(raised) => {
                    let class = self.exceptions().type_error.clone();
                    if !self.is_raised(&raised, &class) {
                        return Err(raised);
                    }
                    let (name, other) = (self.type_name(source), self.type_name(&keys));
                    let message = format!("{name}.keys() returned a non-iterable (type {other})");
                    return Err(self.type_error(&message));
                }
            };
            return self.for_each(&keys, |vm, key| {
                let value = vm.get_item(source, &key)?;
                vm.dict_set(dict, key, value)?;
                Ok(true)
            });
        }
        let mut number = 0;
        self.for_each(source, |vm, pair| {
            let items = vm.collect_pair(&pair).map_err(|raised| {
                let class = vm.exceptions().type_error.clone();
                if !vm.is_raised(&raised, &class) {
                    return raised;
                }
                let note =
                    format!("Cannot convert dictionary update sequence element #{number} to a sequence");
                vm.noted(raised, &note)
            })?;
            let count = items.len();
            match <[Value<R>; 2]>::try_from(items) {
                Ok([key, value]) => {
                    vm.dict_set(dict, key, value)?;
                }
                Err(_) => {
                    let message = format!(
                        "dictionary update sequence element #{number} has length {count}; 2 is required"
                    );
                    return Err(vm.value_error(&message));
                }
            }
            number += 1;
            Ok(true)
        })
    }

    /// `ascii(value)`
    pub fn ascii(&mut self, value: &Value<R>) -> Return<R> {
        let text = self.repr(value)?;
        if text.as_str().is_ascii() {
            return Ok(text.into_value());
        }
        let escaped: String = text
            .as_str()
            .chars()
            .map(|character| match character {
                character if character.is_ascii() => character.to_string(),
                character if (character as u32) < 0x100 => format!("\\x{:02x}", character as u32),
                character if (character as u32) < 0x1_0000 => format!("\\u{:04x}", character as u32),
                character => format!("\\U{:08x}", character as u32),
            })
            .collect();
        Ok(self.new_string(escaped))
    }
}

/// Hash, key and value.
pub(crate) type Entry<R> = (i64, Value<R>, Value<R>);

/// All entries, under the lock.
pub(crate) fn entries<R: Runtime, S: 'static>(locked: &Locked<'_, R, Hashed<R, S>>) -> Vec<Entry<R>>
where
    Hashed<R, S>: Guard<R, Guarded = ()>,
{
    let (mut entries, mut from) = (Vec::with_capacity(locked.object().len()), 0);
    while let Some((number, hash, key, value)) = locked.next_entry(from) {
        entries.push((hash, key, value));
        from = number + 1;
    }
    entries
}

/// Stores entries up to the first whose key has to be asked for equality, and answers that.
fn merge_simple<R: Runtime, S: 'static>(
    locked: &mut Locked<'_, R, Hashed<R, S>>,
    entries: &mut std::vec::IntoIter<Entry<R>>,
    replace: bool,
) -> Result<Option<Entry<R>>, OutOfMemory>
where
    Hashed<R, S>: Guard<R, Guarded = ()>,
{
    if locked.object().is_empty() {
        locked.reserve(entries.len())?;
    }
    for (hash, key, value) in entries {
        match locked.find(hash, key.word()) {
            Found::At(number) if replace => drop(locked.replace_at(number, value)),
            Found::At(_) => {}
            Found::Absent => drop(locked.insert(hash, key, value)?),
            Found::Ask(_) => return Ok(Some((hash, key, value))),
        }
    }
    Ok(None)
}
