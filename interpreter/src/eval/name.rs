//! The instructions that read and write names: globals, builtins, the namespaces of modules and class bodies.

use super::Running;
use crate::call::take;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use compiler::{Free, NameId, Reg, SiteId};
use object_model::{Dict, Found, InlineCache, Ref, Runtime, Str, Value, next_number};

/// Index of a cached global that is not among the globals but among the builtins.
const AMONG_BUILTINS: u32 = u32::MAX;

impl<R: Runtime> Vm<R> {
    #[inline(always)]
    fn site<'a>(running: Running<R>, site: SiteId) -> (&'a Ref<R, Str<R>>, &'a InlineCache) {
        let loaded = running.loaded();
        let site = usize::from(site.0);
        let name = &loaded.names[usize::from(loaded.code.sites[site].name)];
        (name.as_ref().unwrap_or_else(|| unreachable!("names are strings")), &loaded.caches[site])
    }

    pub(super) fn site_name(running: Running<R>, site: SiteId) -> Ref<R, Str<R>> {
        Self::site(running, site).0.clone()
    }

    /// The inline cache of a site; a hit needs no name.
    #[inline(always)]
    pub(super) fn site_cache<'a>(running: Running<R>, site: SiteId) -> &'a InlineCache {
        &running.loaded().caches[usize::from(site.0)]
    }

    #[inline(always)]
    pub(super) fn site_parts<'a>(running: Running<R>, site: SiteId) -> (&'a Ref<R, Str<R>>, &'a InlineCache) {
        Self::site(running, site)
    }

    #[inline(always)]
    pub(super) fn load_global(&mut self, running: Running<R>, dest: Reg, site: SiteId) -> Return<R, ()> {
        let cache = Self::site_cache(running, site);
        let function = self.frames.last().expect("a frame is running").function();
        if let Some(globals) = function.globals.as_ref::<Dict<R>>() {
            let (number, index) = cache.first();
            if number != 0 {
                let found = if index != AMONG_BUILTINS {
                    globals.peek_at(self, number, index as usize)
                } else if globals.keys_number() == number {
                    let (number, index) = cache.second();
                    match function.builtins.as_ref::<Dict<R>>() {
                        Some(builtins) => builtins.peek_at(self, number, index as usize),
                        None => None,
                    }
                } else {
                    None
                };
                if let Some(value) = found {
                    self.put(running.at(dest), value);
                    return Ok(());
                }
            }
        }
        let value = self.load_global_slow(Self::site(running, site).0, cache)?;
        self.put(running.at(dest), value);
        Ok(())
    }

    #[cold]
    fn load_global_slow(&mut self, name: &Ref<R, Str<R>>, cache: &InlineCache) -> Return<R> {
        let function = self.frames.last().expect("a frame is running").function();
        let (globals, builtins) = (function.globals.clone(), function.builtins.clone());
        let Some(globals) = globals.as_ref::<Dict<R>>() else {
            return Err(self.system_error("globals are a dict"));
        };
        if globals.head().shape().is_heap() {
            match self.get_item(globals.value(), name.value()) {
                Err(raised) if self.is_raised(&raised, &self.exceptions().key_error.clone()) => {}
                answer => return answer,
            }
            return self.load_from_builtins(&builtins, name);
        }
        let (keys, found) = self.find_and_number(globals, name);
        if let Some((value, index)) = found {
            cache.set_first(keys, index);
            return Ok(value);
        }
        let Some(builtins) = builtins.as_ref::<Dict<R>>().filter(|dict| !dict.head().shape().is_heap())
        else {
            return self.load_from_builtins(&builtins, name);
        };
        let (number, found) = self.find_and_number(builtins, name);
        if let Some((value, index)) = found {
            // The second word first: who sees the first one uses it.
            cache.set_second(number, index);
            cache.set_first(keys, AMONG_BUILTINS);
            return Ok(value);
        }
        let text = name.as_str().to_owned();
        Err(self.undefined(&text))
    }

    /// A builtin, of whatever has those of the running function.
    fn load_from_builtins(&mut self, builtins: &Value<R>, name: &Ref<R, Str<R>>) -> Return<R> {
        match self.find_in_namespace(builtins, name)? {
            Some(value) => Ok(value),
            None => {
                let text = name.as_str().to_owned();
                Err(self.undefined(&text))
            }
        }
    }

    /// What stands under a name and the number of its entry, with the number of the keys that this holds for. Without the
    /// lock, if the keys have a number.
    pub(super) fn find_and_number(
        &mut self,
        dict: &Ref<R, Dict<R>>,
        name: &Ref<R, Str<R>>,
    ) -> (u32, Option<(Value<R>, u32)>) {
        let (hash, key) = (name.hash(), name.value().word());
        let short = |index| u32::try_from(index).ok().filter(|&index| index != AMONG_BUILTINS);
        let keys = dict.keys_number();
        if keys != 0
            && let Some(entry) = dict.peek_number(self, keys, hash, key)
        {
            let Some(index) = entry else { return (keys, None) };
            if let (Some(value), Some(short)) = (dict.peek_at(self, keys, index), short(index)) {
                return (keys, Some((value, short)));
            }
        }
        let mut locked = self.lock(dict);
        let found = match locked.find(hash, key) {
            Found::At(index) => short(index).map(|short| (locked.value_at(index), short)),
            _ => None,
        };
        (locked.number_keys(next_number()), found)
    }

    fn taken(running: Running<R>, free: Free, src: Reg) -> Value<R> {
        if free.first() {
            // SAFETY: the reference moves out of the register.
            unsafe { take::<R>(running.at(src)) }
        } else {
            running.value(src).clone()
        }
    }

    pub(super) fn store_global(
        &mut self,
        running: Running<R>,
        free: Free,
        src: Reg,
        site: SiteId,
    ) -> Return<R, ()> {
        let (name, _) = Self::site(running, site);
        let value = Self::taken(running, free, src);
        let globals = self.frames.last().expect("a frame is running").function().globals.clone();
        if let Some(globals) = globals.as_ref::<Dict<R>>() {
            self.store_in(globals, name, value);
        }
        Ok(())
    }

    fn store_in(&mut self, dict: &Ref<R, Dict<R>>, name: &Ref<R, Str<R>>, value: Value<R>) {
        let mut locked = self.lock(dict);
        let old = match locked.find(name.hash(), name.value().word()) {
            Found::At(number) => locked.replace_at(number, value),
            Found::Absent => {
                if locked.insert(name.hash(), name.value().clone(), value).is_err() {
                    drop(locked);
                    self.note_shortage();
                }
                return;
            }
            Found::Ask(_) => {
                drop(locked);
                self.dict_set_str(dict, name, value);
                return;
            }
        };
        drop(locked);
        self.release_now(old.into_word());
    }

    pub(super) fn delete_global(&mut self, running: Running<R>, site: SiteId) -> Return<R, ()> {
        let name = Self::site_name(running, site);
        let globals = self.frames.last().expect("a frame is running").function().globals.clone();
        self.delete_from(&globals, &name)
    }

    fn delete_from(&mut self, namespace: &Value<R>, name: &Ref<R, Str<R>>) -> Return<R, ()> {
        let removed = match namespace.as_ref::<Dict<R>>() {
            Some(dict) if !dict.head().shape().is_heap() => self.dict_remove(dict, name.value())?.is_some(),
            _ => match self.delete_item(namespace, name.value()) {
                Ok(()) => true,
                Err(raised) => {
                    let class = self.exceptions().key_error.clone();
                    if !self.is_raised(&raised, &class) {
                        return Err(raised);
                    }
                    false
                }
            },
        };
        if removed {
            if self.has_pending() {
                self.run_pending();
            }
            return Ok(());
        }
        let text = name.as_str().to_owned();
        Err(self.undefined(&text))
    }

    /// Whether the frame's namespace is its globals, as in a module.
    #[inline(always)]
    fn namespace_is_globals(&self) -> bool {
        let frame = self.frames.last().expect("a frame is running");
        frame.namespace().is(&frame.function().globals)
    }

    pub(super) fn load_name(&mut self, running: Running<R>, dest: Reg, site: SiteId) -> Return<R, ()> {
        if !self.namespace_is_globals() {
            let name = Self::site_name(running, site);
            let namespace = self.frames.last().expect("a frame is running").namespace().clone();
            if let Some(value) = self.find_in_namespace(&namespace, &name)? {
                self.put(running.at(dest), value);
                return Ok(());
            }
        }
        self.load_global(running, dest, site)
    }

    /// Looks a name up in a class body's or `exec`'s namespace, which may be any mapping.
    pub(crate) fn find_in_namespace(
        &mut self,
        namespace: &Value<R>,
        name: &Ref<R, Str<R>>,
    ) -> Return<R, Option<Value<R>>> {
        if let Some(dict) = namespace.as_ref::<Dict<R>>()
            && !dict.head().shape().is_heap()
        {
            return Ok(self.dict_get_str(dict, name));
        }
        if namespace.is_unbound() {
            return Ok(None);
        }
        match self.get_item(namespace, name.value()) {
            Ok(value) => Ok(Some(value)),
            Err(raised) => {
                let class = self.exceptions().key_error.clone();
                if self.is_raised(&raised, &class) { Ok(None) } else { Err(raised) }
            }
        }
    }

    pub(super) fn store_name(
        &mut self,
        running: Running<R>,
        free: Free,
        src: Reg,
        site: SiteId,
    ) -> Return<R, ()> {
        let (name, _) = Self::site(running, site);
        let value = Self::taken(running, free, src);
        let namespace = self.frames.last().expect("a frame is running").namespace().clone();
        match namespace.as_ref::<Dict<R>>() {
            Some(dict) if !dict.head().shape().is_heap() => {
                self.store_in(dict, name, value);
                Ok(())
            }
            _ => self.set_item(&namespace, name.value(), value),
        }
    }

    pub(super) fn delete_name(&mut self, running: Running<R>, site: SiteId) -> Return<R, ()> {
        let name = Self::site_name(running, site);
        let namespace = self.frames.last().expect("a frame is running").namespace().clone();
        self.delete_from(&namespace, &name)
    }

    pub(super) fn load_name_or_cell(
        &mut self,
        running: Running<R>,
        dest: Reg,
        cell: Reg,
        name: NameId,
    ) -> Return<R, ()> {
        let handle = Self::name_handle(running, name);
        let namespace = self.frames.last().expect("a frame is running").namespace().clone();
        match self.find_in_namespace(&namespace, &handle)? {
            Some(value) => {
                self.put(running.at(dest), value);
                Ok(())
            }
            None => self.cell_get(running, dest, cell, name),
        }
    }

    pub(super) fn load_dict_or_global(
        &mut self,
        running: Running<R>,
        dest: Reg,
        dict: Reg,
        site: SiteId,
    ) -> Return<R, ()> {
        let name = Self::site_name(running, site);
        let namespace = running.value(dict).clone();
        match self.find_in_namespace(&namespace, &name)? {
            Some(value) => {
                self.put(running.at(dest), value);
                Ok(())
            }
            None => self.load_global(running, dest, site),
        }
    }

    pub(super) fn load_dict_or_cell(
        &mut self,
        running: Running<R>,
        dest: Reg,
        cell: Reg,
        name: NameId,
    ) -> Return<R, ()> {
        let handle = Self::name_handle(running, name);
        let namespace = running.value(dest).clone();
        match self.find_in_namespace(&namespace, &handle)? {
            Some(value) => {
                self.put(running.at(dest), value);
                Ok(())
            }
            None => self.cell_get(running, dest, cell, name),
        }
    }

    pub(super) fn load_build_class(&mut self, running: Running<R>, dest: Reg) -> Return<R, ()> {
        let builtins = self.frames.last().expect("a frame is running").function().builtins.clone();
        let name = self.intern("__build_class__");
        let found = self.find_in_namespace(&builtins, &name)?;
        let value = found.ok_or_else(|| -> Raised<R> {
            self.name_error("__build_class__", "__build_class__ not found")
        })?;
        self.put(running.at(dest), value);
        Ok(())
    }
}
