//! The instructions that read and write attributes, through inline caches.
//!
//! A cache word is the number of a shape and an index. The index says what was found for objects of that shape: an instance
//! slot, or an attribute of the class (by its number in the class's memo) and how it behaves. A shape's number changes when
//! its class or a base of it changes, so a hit is always right.

use super::Running;
use crate::attribute::{Binding, Member, Property};
use crate::call::{Prepared, take};
use crate::frame::Then;
use crate::function::Function;
use crate::local::Local;
use crate::raised::Return;
use crate::vm::Vm;
use compiler::{Free, Reg, SiteId};
use object_model::{
    Class, ClassFlags, InlineCache, Instance, Kind, Place, Ref, Runtime, Special, Str, Value,
};

/// What an index means, in its two highest bits.
pub(super) const KIND_BITS: u32 = 3 << 30;
/// An instance slot.
const SLOT: u32 = 0;
/// A class attribute that is the value.
pub(super) const PLAIN: u32 = 1 << 30;
/// A class attribute that is a function, to be bound.
const METHOD: u32 = 2 << 30;
/// A property, whose getter is to be called.
const PROPERTY: u32 = 3 << 30;
/// The object is a class or a module: what counts are its own attributes, found by a number of its own.
pub(super) const ITSELF: u32 = PLAIN | !KIND_BITS;
/// The class has nothing of that name: what counts is the object's own attribute dict.
const IN_DICT: u32 = PROPERTY | !KIND_BITS;
/// As METHOD, but the object has a dict of its own, which comes first.
const METHOD_BEHIND_DICT: u32 = PROPERTY | BEHIND_DICT;
const BEHIND_DICT: u32 = 1 << 29;
/// In a cache for stores: the attribute is new, and goes into the slot.
const ADD: u32 = 1 << 30;

/// What an instruction came to that may have to call.
pub(super) enum Step {
    /// It is done.
    Done,
    /// A frame was pushed; its value goes to the destination.
    Entered,
}

impl<R: Runtime> Vm<R> {
    #[inline(always)]
    pub(super) fn get_attr_op(
        &mut self,
        running: Running<R>,
        free: Free,
        dest: Reg,
        object: Reg,
        site: SiteId,
    ) -> Return<R, Step> {
        let cache = Self::site_cache(running, site);
        let value = running.value(object);
        if let Some(header) = value.header() {
            let shape = header.shape();
            if let Some(index) = cache.find(shape.number())
                && index & KIND_BITS == SLOT
            {
                // Only instances with slots are cached with a slot.
                // SAFETY: the kind was checked when the cache was filled for this shape.
                let instance =
                    unsafe { &*std::ptr::from_ref::<Value<R>>(&value).cast::<Ref<R, Instance<R>>>() };
                if let Some(found) = instance.peek(self, shape, index as usize) {
                    if free.first() {
                        self.put(running.at(object), Value::UNBOUND);
                    }
                    self.put(running.at(dest), found);
                    return Ok(Step::Done);
                }
            }
        }
        self.get_attr_other(running, free, dest, object, site)
    }

    #[inline(never)]
    fn get_attr_other(
        &mut self,
        running: Running<R>,
        free: Free,
        dest: Reg,
        object: Reg,
        site: SiteId,
    ) -> Return<R, Step> {
        self.save(running);
        let (name, cache) = Self::site_parts(running, site);
        let value = running.value(object);
        let mut result = None;
        if let Some(header) = value.header() {
            let shape = header.shape();
            let number = shape.number();
            let still = || shape.number() == number;
            let index = cache.find(number).unwrap_or(SLOT);
            if index == ITSELF {
                result = match self.peek_in_namespace(&value, cache) {
                    Some(found) => Some(self.as_read_on(found, &value)?),
                    None => None,
                };
            } else if index == IN_DICT {
                result = self.find_in_dict(&value, name)?;
            } else if let Some(method) = self.method_behind_dict(&value, number, index) {
                result = Some(match self.own_attribute(&value, name) {
                    Some(own) => own,
                    None => self.bind(&method, &value)?,
                });
            } else if index & KIND_BITS != SLOT
                && let Some(found) = shape.class().memo_at(self, index & !KIND_BITS, still)
            {
                result = Some(match index & KIND_BITS {
                    PLAIN => found,
                    METHOD => self.bind(&found, &value)?,
                    _ => {
                        let property = found.as_ref::<Property<R>>().map(|property| property.get.clone());
                        match property {
                            Some(get) => match self.enter_getter(get, &running.value(object), dest)? {
                                Prepared::Entered => {
                                    if free.first() {
                                        self.put(running.at(object), Value::UNBOUND);
                                    }
                                    return Ok(Step::Entered);
                                }
                                Prepared::Done(value) => value,
                            },
                            None => self.get_attr(&value, name)?,
                        }
                    }
                });
            }
        }
        let result = match result {
            Some(result) => result,
            None => {
                self.fill_cache(&value, name, cache, true);
                self.get_attr(&value, name)?
            }
        };
        if free.first() {
            self.put(running.at(object), Value::UNBOUND);
        }
        self.put(running.at(dest), result);
        Ok(Step::Done)
    }

    /// Calls a property's getter: one written in Python gets a frame above the running one's registers.
    fn enter_getter(&mut self, getter: Value<R>, receiver: &Value<R>, dest: Reg) -> Return<R, Prepared<R>> {
        if getter.as_ref::<Function<R>>().is_none() {
            return self.call(&getter, std::slice::from_ref(receiver)).map(Prepared::Done);
        }
        let window = self.stack.top;
        if !self.stack.has_room(window, 64) {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        // SAFETY: there is room for the window at the top of the registers in use.
        unsafe {
            window.write(getter.into_word());
            window.add(1).write(receiver.clone().into_word());
            self.prepare(window, 1, &[], Then::Store(dest.0))
        }
    }

    /// An attribute in the object's own dict, where the class has none of that name.
    fn find_in_dict(&mut self, value: &Value<R>, name: &Ref<R, Str<R>>) -> Return<R, Option<Value<R>>> {
        if let Some(local) = value.as_ref::<Local<R>>() {
            self.enter_local(local)?;
        }
        Ok(self.own_attribute(value, name))
    }

    /// A function of the class, cached with this number for objects that have a dict which may hold something of that name.
    #[inline]
    fn method_behind_dict(&self, value: &Value<R>, number: u32, index: u32) -> Option<Value<R>> {
        let shape = value.shape()?;
        if index & METHOD_BEHIND_DICT != METHOD_BEHIND_DICT || index == IN_DICT {
            return None;
        }
        shape.class().memo_at(self, index & !METHOD_BEHIND_DICT, || shape.number() == number)
    }

    /// Whether the object's own attributes are, or would be, in a dict.
    fn has_dict(value: &Value<R>) -> bool {
        let Some(header) = value.header() else { return false };
        match header.kind() {
            Kind::Instance => header.shape().has_dict(),
            Kind::Class | Kind::Module => false,
            _ => header.layout().attributes != 0 || value.as_ref::<Local<R>>().is_some(),
        }
    }

    /// Notes in a cache where `name` is found for objects of this shape, if that is always the same place.
    #[cold]
    fn fill_cache(&mut self, value: &Value<R>, name: &Ref<R, Str<R>>, cache: &InlineCache, properties: bool) {
        let Some(header) = value.header() else { return };
        if !cache.is_worth_filling() {
            return;
        }
        if matches!(header.kind(), Kind::Class | Kind::Module) {
            self.fill_namespace_cache(value, name, cache);
            return;
        }
        let shape = header.shape();
        let number = shape.number();
        if cache.find(number) == Some(IN_DICT) {
            // It is known where it would be, and was not there.
            return;
        }
        let class = shape.class_handle().clone();
        if let Some(getattribute) = class.special(self, Special::Getattribute)
            && !self.is_default_accessor(&getattribute)
        {
            return;
        }
        if value.as_ref::<crate::builtins::Super<R>>().is_some() {
            return;
        }
        let found = class.lookup(self, name);
        let binding = found.as_ref().map_or(Binding::Plain, |found| self.binding(found));
        if found.is_none() && Self::has_dict(value) {
            cache.add(number, IN_DICT);
            return;
        }
        // The attribute dict may shadow what the class has at any time.
        if binding != Binding::Data && Self::has_dict(value) {
            if binding == Binding::Function
                && value.as_ref::<Local<R>>().is_none()
                && let Some(memo) = found.and_then(|found| class.memo_number(self, name, &found))
                && memo < BEHIND_DICT - 1
            {
                cache.add(number, memo | METHOD_BEHIND_DICT);
            }
            return;
        }
        if header.kind() == Kind::Instance
            && binding != Binding::Data
            && let Some(slot) = shape.slot_of(name.value().word())
        {
            cache.add(number, slot as u32 | SLOT);
            return;
        }
        let Some(found) = found else { return };
        if let Some(slot) = self.slot_of_member(value, &found) {
            cache.add(number, slot as u32 | SLOT);
            return;
        }
        let kind = match binding {
            Binding::Plain => PLAIN,
            Binding::Function => METHOD,
            Binding::Data if properties => match found.as_ref::<Property<R>>() {
                Some(property) if !property.get.is_none() && !property.head().shape().is_heap() => PROPERTY,
                _ => return,
            },
            _ => return,
        };
        if let Some(memo) = class.memo_number(self, name, &found) {
            cache.add(number, memo | kind);
        }
    }

    /// The slot that a name in `__slots__` stands for, in an instance of the class that has it.
    fn slot_of_member(&self, value: &Value<R>, found: &Value<R>) -> Option<usize> {
        let (instance, member) = (value.as_ref::<Instance<R>>()?, found.as_ref::<Member<R>>()?);
        let owner = member.owner.as_ref::<Class<R>>()?;
        if member.get.is_some() || !self.is_instance(value, owner) {
            return None;
        }
        instance.head().shape().slot_of(member.place(value).value().word())
    }

    #[inline(always)]
    pub(super) fn load_method(
        &mut self,
        running: Running<R>,
        free: Free,
        window: Reg,
        object: Reg,
        site: SiteId,
    ) -> Return<R, ()> {
        let cache = Self::site_cache(running, site);
        let value = running.value(object);
        if let Some(header) = value.header() {
            let shape = header.shape();
            let number = shape.number();
            let still = || shape.number() == number;
            if let Some(index) = cache.find(number)
                && index & KIND_BITS == METHOD
                && let Some(function) = shape.class().memo_at(self, index & !KIND_BITS, still)
            {
                self.put_method(running, free, window, object, function);
                return Ok(());
            }
        }
        self.load_method_other(running, free, window, object, site)
    }

    /// Lays function and receiver out in the window.
    #[inline(always)]
    fn put_method(&mut self, running: Running<R>, free: Free, window: Reg, object: Reg, function: Value<R>) {
        let receiver = if free.first() {
            // SAFETY: the reference moves out of the register.
            unsafe { take::<R>(running.at(object)) }
        } else {
            running.value(object).clone()
        };
        self.put(running.at(window), function);
        self.put(running.at(Reg(window.0 + 1)), receiver);
    }

    #[inline(never)]
    fn load_method_other(
        &mut self,
        running: Running<R>,
        free: Free,
        window: Reg,
        object: Reg,
        site: SiteId,
    ) -> Return<R, ()> {
        self.save(running);
        let (name, cache) = Self::site_parts(running, site);
        let value = running.value(object);
        if let Some(header) = value.header()
            && let shape = header.shape()
            && let number = shape.number()
            && let Some(index) = cache.find(number)
        {
            if index == ITSELF
                && let Some(found) = self.peek_in_namespace(&value, cache)
            {
                return self.put_found(running, free, window, object, found);
            }
            // What an instance holds, or its class without being bound, is called as it is.
            let found = match index & KIND_BITS {
                SLOT => value
                    .as_ref::<Instance<R>>()
                    .and_then(|instance| instance.peek(self, shape, index as usize)),
                PLAIN if index != ITSELF => {
                    shape.class().memo_at(self, index & !KIND_BITS, || shape.number() == number)
                }
                _ => None,
            };
            if let Some(found) = found {
                if free.first() {
                    self.put(running.at(object), Value::UNBOUND);
                }
                self.put(running.at(window), found);
                self.put(running.at(Reg(window.0 + 1)), Value::UNBOUND);
                return Ok(());
            }
            if let Some(method) = self.method_behind_dict(&value, number, index)
                && self.own_attribute(&value, name).is_none()
            {
                self.put_method(running, free, window, object, method);
                return Ok(());
            }
        }
        let value = value.clone();
        self.fill_cache(&value, name, cache, false);
        // A function of the class that nothing shadows is not bound first.
        let class = self.class_of(&value);
        let plain = !matches!(value.header().map(|header| header.kind()), Some(Kind::Class | Kind::Module))
            && value.as_ref::<crate::builtins::Super<R>>().is_none()
            && class
                .special(self, Special::Getattribute)
                .is_none_or(|getattribute| self.is_default_accessor(&getattribute));
        if plain
            && let Some(found) = class.lookup(self, name)
            && Self::is_function(&found)
            && self.own_attribute(&value, name).is_none()
        {
            drop(value);
            self.put_method(running, free, window, object, found);
            return Ok(());
        }
        let attribute = self.get_attr(&value, name)?;
        drop(value);
        if free.first() {
            self.put(running.at(object), Value::UNBOUND);
        }
        self.put(running.at(window), attribute);
        self.put(running.at(Reg(window.0 + 1)), Value::UNBOUND);
        Ok(())
    }

    #[inline(always)]
    pub(super) fn set_attr_op(
        &mut self,
        running: Running<R>,
        free: Free,
        object: Reg,
        value: Reg,
        site: SiteId,
    ) -> Return<R, ()> {
        let cache = Self::site_cache(running, site);
        let target = running.value(object);
        let new = if free.second() {
            // SAFETY: the reference moves out of the register.
            unsafe { take::<R>(running.at(value)) }
        } else {
            running.value(value).clone()
        };
        if let Some(header) = target.header() {
            let shape = header.shape();
            if let Some(index) = cache.find(shape.number()) {
                // SAFETY: only instances are cached, but for `IN_DICT`, with which this is not used.
                let instance =
                    unsafe { &*std::ptr::from_ref::<Value<R>>(&target).cast::<Ref<R, Instance<R>>>() };
                // Another thread may have changed the instance's shape before the section was entered.
                let stored = match index & KIND_BITS {
                    SLOT => instance.exchange(self, shape, index as usize, new),
                    ADD => {
                        let name = Self::site_parts(running, site).0.value().word();
                        let index = (index & !KIND_BITS) as usize;
                        match shape.with_attribute(name) {
                            Some(to) => instance.add(self, shape, to, index, new).map(|()| Value::UNBOUND),
                            None => Err(new),
                        }
                    }
                    _ => Err(new),
                };
                return match stored {
                    Ok(old) => {
                        let old = old.into_word();
                        if old.is_object() {
                            self.release_now(old);
                        }
                        if free.first() {
                            self.put(running.at(object), Value::UNBOUND);
                        }
                        Ok(())
                    }
                    Err(new) => self.set_attr_other(running, free, object, new, site),
                };
            }
        }
        self.set_attr_other(running, free, object, new, site)
    }

    #[inline(never)]
    fn set_attr_other(
        &mut self,
        running: Running<R>,
        free: Free,
        object: Reg,
        new: Value<R>,
        site: SiteId,
    ) -> Return<R, ()> {
        self.save(running);
        let (name, cache) = Self::site_parts(running, site);
        let target = running.value(object).clone();
        let number = target.header().map(|header| header.shape().number());
        if number.is_some_and(|number| cache.find(number) == Some(IN_DICT)) {
            self.set_in_object(&target, name, new)?;
        } else {
            self.fill_store_cache(&target, name, cache);
            self.set_attr(&target, name, new)?;
        }
        if free.first() {
            self.put(running.at(object), Value::UNBOUND);
        }
        if self.has_pending() {
            self.run_pending();
        }
        Ok(())
    }

    #[cold]
    fn fill_store_cache(&mut self, target: &Value<R>, name: &Ref<R, Str<R>>, cache: &InlineCache) {
        let Some(header) = target.header() else { return };
        if !cache.is_worth_filling() {
            return;
        }
        let shape = header.shape();
        let number = shape.number();
        let class = shape.class_handle().clone();
        let attributes = class.flags().has(ClassFlags::ATTRIBUTES) || target.as_ref::<Local<R>>().is_some();
        if !attributes && !class.flags().has(ClassFlags::MEMBERS) {
            return;
        }
        if class.special(self, Special::Setattr).is_some_and(|setattr| !self.is_default_accessor(&setattr)) {
            return;
        }
        if let Some(found) = class.lookup(self, name)
            && self.binding(&found).takes_assignment()
        {
            if let Some(slot) = self.slot_of_member(target, &found) {
                cache.add(number, slot as u32);
            }
            return;
        }
        if !attributes {
            return;
        }
        if Self::has_dict(target) {
            cache.add(number, IN_DICT);
            return;
        }
        let Some(instance) = target.as_ref::<Instance<R>>() else { return };
        let locked = self.lock(instance);
        match locked.place(name.value().word()) {
            Place::Slot(index) => cache.add(number, index as u32),
            Place::Absent if shape.names().len() < usize::from(instance.head().extent()) => {
                cache.add(number, shape.names().len() as u32 | ADD);
            }
            _ => {}
        }
    }

    pub(super) fn delete_attr_op(
        &mut self,
        running: Running<R>,
        free: Free,
        object: Reg,
        site: SiteId,
    ) -> Return<R, ()> {
        self.save(running);
        let name = Self::site_name(running, site);
        self.delete_attr(&running.value(object), &name)?;
        self.free_operands(running, Free(free.0 & Free::FIRST), object, object);
        if self.has_pending() {
            self.run_pending();
        }
        Ok(())
    }

    pub(super) fn load_special(
        &mut self,
        running: Running<R>,
        free: Free,
        special: compiler::Special,
        window: Reg,
        object: Reg,
    ) -> Return<R, ()> {
        let which = match special {
            compiler::Special::Enter => Special::Enter,
            compiler::Special::Exit => Special::Exit,
            compiler::Special::AsyncEnter => Special::AsyncEnter,
            compiler::Special::AsyncExit => Special::AsyncExit,
        };
        let value = running.value(object);
        if let Some(header) = value.header()
            && let Some(found) = header.shape().class_handle().special(self, which)
            && Self::is_function(&found)
        {
            self.put_method(running, free, window, object, found);
            return Ok(());
        }
        self.load_special_other(running, free, which, window, object)
    }

    #[cold]
    fn load_special_other(
        &mut self,
        running: Running<R>,
        free: Free,
        special: Special,
        window: Reg,
        object: Reg,
    ) -> Return<R, ()> {
        self.save(running);
        let value = running.value(object).clone();
        let class = self.class_of(&value);
        let Some(found) = class.special(self, special) else {
            let protocol = match special {
                Special::Enter | Special::Exit => "context manager",
                _ => "asynchronous context manager",
            };
            let name = self.qualified_type_name(&value);
            let mut message = format!("'{name}' object does not support the {protocol} protocol");
            if matches!(special, Special::Exit | Special::AsyncExit) {
                message.push_str(&format!(" (missed {} method)", Special::NAMES[special as usize]));
            }
            return Err(self.type_error(&message));
        };
        let bound = self.descriptor_get(&found, &value, class.value())?;
        drop(value);
        if free.first() {
            self.put(running.at(object), Value::UNBOUND);
        }
        self.put(running.at(window), bound);
        self.put(running.at(Reg(window.0 + 1)), Value::UNBOUND);
        Ok(())
    }
}
