//! Instances of classes written in Python: attributes in slots, as the shape says.
//!
//! An attribute once added keeps its slot as long as the instance's attributes are in slots. One that is deleted leaves a gap
//! there, which no other comes into; if it is added again it comes last, as in a dict. Adding more than there are slots for,
//! having had more names than a class keeps shapes for, and asking for `__dict__` move all attributes into a dict for good:
//! every slot becomes [`Word::MOVED`], the shape says "dict", and then the dict's word goes into slot 0. So a slot never means
//! two attributes. What `__slots__` names goes into a dict of its own, whose word goes into slot 1. Assigning to `__dict__` puts
//! another word into slot 0.

use crate::attached::Attached;
use crate::class::Class;
use crate::class_flags::ClassFlags;
use crate::dict::Dict;
use crate::header::Header;
use crate::kind::Kind;
use crate::layout::{Layout, Object, Payload, held_by};
use crate::make;
use crate::names::{self, is_interned};
use crate::runtime::Runtime;
use crate::shape::Shape;
use crate::shortage::OutOfMemory;
use crate::slot::Slot;
use crate::str::Str;
use crate::token::{Guard, Guarded, Locked, Token};
use crate::value::{Ref, Value};
use crate::word::Word;
use std::any::TypeId;
use std::marker::PhantomData;
use std::ptr::NonNull;

/// The payload of an instance: nothing but the slots in its tail, as many as the header's extent says.
pub struct Instance<R: Runtime> {
    guarded: Guarded<()>,
    _runtime: PhantomData<fn() -> R>,
}

impl<R: Runtime> Default for Instance<R> {
    fn default() -> Self {
        Instance { guarded: Guarded::new(()), _runtime: PhantomData }
    }
}

const FIRST: usize = 0;
/// Where the dict of what `__slots__` names is.
const MEMBERS: usize = 1;

#[inline(always)]
fn slots<R: Runtime>(header: &Header<R>) -> &[Slot] {
    // SAFETY: the tail of an instance is `extent` slots, written when it was made.
    unsafe {
        let tail = std::ptr::from_ref(header).cast::<Object<R, Instance<R>>>().add(1).cast::<Slot>();
        std::slice::from_raw_parts(tail, usize::from(header.extent()))
    }
}

/// # Safety
/// `object` is a dead instance that nobody else can reach.
unsafe fn drop_instance<R: Runtime>(object: NonNull<Header<R>>) {
    // SAFETY: the caller's promise.
    for slot in slots(unsafe { object.as_ref() }) {
        // SAFETY: the reference is taken out; nobody looks at the slot again.
        drop(unsafe { Value::<R>::from_owned(slot.load()) });
    }
}

/// # Safety
/// `object` is a live instance.
unsafe fn instance_children<R: Runtime>(object: NonNull<Header<R>>, visit: &mut dyn FnMut(&Value<R>)) {
    // SAFETY: the caller's promise.
    for slot in slots(unsafe { object.as_ref() }) {
        Value::with_borrowed(slot.load(), visit);
    }
}

// SAFETY: slots; writers hold the object's lock.
unsafe impl<R: Runtime> Payload<R> for Instance<R> {
    const KIND: Kind = Kind::Instance;
    const NAME: &'static str = "object";
    const LAYOUT: &'static Layout<R> = &Layout {
        name: Self::NAME,
        kind: Self::KIND,
        type_id: TypeId::of::<Self>(),
        size: size_of::<Object<R, Self>>(),
        tail: size_of::<Slot>(),
        attributes: 0,
        tracked: true,
        drop: drop_instance::<R>,
        children: instance_children::<R>,
        held: held_by::<R, Self>,
        extended: None,
    };
}

impl<R: Runtime> Guard<R> for Instance<R> {
    type Guarded = ();
    fn guarded(&self) -> &Guarded<()> {
        &self.guarded
    }
}

/// Where an attribute stands.
pub enum Place {
    /// In this slot.
    Slot(usize),
    /// In the instance's dict, if anywhere.
    Dict,
    /// Nowhere.
    Absent,
}

impl<R: Runtime> Ref<R, Instance<R>> {
    /// Makes an instance of a class, with as many slots as its instances have lately needed.
    ///
    /// # Panics
    /// If its instances are not laid out as such.
    #[inline]
    pub fn of(attached: &Attached<R>, class: &Ref<R, Class<R>>) -> Self {
        Self::make(attached, class.first_shape(), class.instance_slots().max(1))
    }

    /// Makes an instance with `extent` empty slots (at least one).
    ///
    /// # Panics
    /// If the shape has not the layout of instances.
    pub fn make(attached: &Attached<R>, shape: &Shape<R>, extent: u16) -> Self {
        assert!(shape.layout().is_of::<Instance<R>>(), "not the shape of an instance");
        // SAFETY: the layout is that of instances; the tail is written below, before anything else happens.
        let object = unsafe { attached.allocate(shape, Instance::default(), extent) };
        // SAFETY: the tail has `extent` slots.
        unsafe {
            let tail = object.as_ptr().add(1).cast::<Slot>();
            for index in 0..usize::from(extent) {
                tail.add(index).write(Slot::new(Word::UNBOUND));
            }
            Ref::from_object(object)
        }
    }

    /// As [`peek`](Self::peek), of what others count. Not part of it, whose callers would prepare for what is called here.
    #[inline(never)]
    fn peek_elsewhere(
        &self,
        attached: &Attached<R>,
        shape: *const Shape<R>,
        index: usize,
    ) -> Option<Value<R>> {
        let head = self.head();
        attached.peek_elsewhere(slots(head).get(index)?, || std::ptr::eq(head.shape_address(), shape))
    }

    /// Reads slot `index` without the lock. The caller has just seen that the instance has `shape`; None if it has changed
    /// since.
    #[inline(always)]
    pub fn peek(&self, attached: &Attached<R>, shape: *const Shape<R>, index: usize) -> Option<Value<R>> {
        let head = self.head();
        if !attached.may_peek(head) {
            return None;
        }
        let still = || std::ptr::eq(head.shape_address(), shape);
        let Some(value) = attached.peek_here(slots(head).get(index)?, still) else {
            return self.peek_elsewhere(attached, shape, index);
        };
        // One comparison for most.
        let is_there = value.word().is_object() || (!value.is_unbound() && value.word() != Word::MOVED);
        is_there.then_some(value)
    }
}

/// Slot `index`, if there is one and the shape is this.
#[inline(always)]
fn place<R: Runtime>(head: &Header<R>, shape: *const Shape<R>, index: usize) -> Option<&Slot> {
    slots(head).get(index).filter(|_| std::ptr::eq(head.shape_address(), shape))
}

/// Fills a slot and gives the instance the shape `to`, in its section.
#[inline(always)]
fn add<R: Runtime>(head: &Header<R>, slot: &Slot, to: &Shape<R>, word: Word) {
    slot.store(word);
    head.set_shape(to);
}

impl<R: Runtime> Ref<R, Instance<R>> {
    /// The attribute dict, read without the lock; None if the attributes are in no dict, or it cannot be had so.
    #[inline]
    pub fn peek_dict(&self, attached: &Attached<R>) -> Option<Value<R>> {
        let shape = self.head().shape();
        if shape.has_dict() { self.peek(attached, shape, FIRST) } else { None }
    }

    /// Replaces the value in slot `index` of an instance that is thought to have this shape, in a section of its own; answers
    /// the old value, or the new one back if it has another shape by now.
    #[inline(always)]
    pub fn exchange(
        &self,
        token: &mut Token<R>,
        shape: *const Shape<R>,
        index: usize,
        value: Value<R>,
    ) -> Result<Value<R>, Value<R>> {
        let word = value.into_word();
        let head = self.head();
        // Who gets into the section without the lock finds what it found before (R1).
        let slot = place(head, shape, index);
        let old = match slot.and_then(|slot| token.in_own_section(self, |_| slot.replace(word))) {
            Some(old) => Some(old),
            None => self.exchange_locked(token, shape, index, word),
        };
        // SAFETY: the old reference is taken out of the slot, or the new one never came there.
        unsafe { old.map(|old| Value::from_owned(old)).ok_or_else(|| Value::from_owned(word)) }
    }

    #[cold]
    #[inline(never)]
    fn exchange_locked(
        &self,
        token: &mut Token<R>,
        shape: *const Shape<R>,
        index: usize,
        word: Word,
    ) -> Option<Word> {
        let locked = token.lock(self);
        place(locked.object().head(), shape, index).map(|slot| slot.replace(word))
    }

    /// Adds an attribute to an instance that is thought to have the shape `from`, by a transition that a cache remembers, to
    /// `to`, in a section of its own. Gives the value back if it has another shape by now, or no such slot: one of the same
    /// shape, made later, may have more.
    #[inline(always)]
    pub fn add(
        &self,
        token: &mut Token<R>,
        from: &Shape<R>,
        to: &Shape<R>,
        index: usize,
        value: Value<R>,
    ) -> Result<(), Value<R>> {
        let word = value.into_word();
        let head = self.head();
        // As in `exchange`.
        let slot = place(head, from, index);
        let added = slot.and_then(|slot| token.in_own_section(self, |_| add(head, slot, to, word)));
        if added.is_none() && !self.add_locked(token, from, to, index, word) {
            // SAFETY: the reference never came into a slot.
            return Err(unsafe { Value::from_owned(word) });
        }
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn add_locked(
        &self,
        token: &mut Token<R>,
        from: &Shape<R>,
        to: &Shape<R>,
        index: usize,
        word: Word,
    ) -> bool {
        let locked = token.lock(self);
        let head = locked.object().head();
        place(head, from, index).map(|slot| add(head, slot, to, word)).is_some()
    }
}

impl<R: Runtime> Locked<'_, R, Instance<R>> {
    fn slots(&self) -> &[Slot] {
        slots(self.object().head())
    }

    /// Where the attribute `name` stands.
    pub fn place(&self, name: Word) -> Place {
        let shape = self.object().head().shape();
        if shape.has_dict() { Place::Dict } else { shape.slot_of(name).map_or(Place::Absent, Place::Slot) }
    }

    /// The value in a slot in use.
    pub fn get(&self, index: usize) -> Value<R> {
        // SAFETY: the lock is held, so the slot keeps its value alive.
        unsafe { Value::from_container(self.attached(), self.slots()[index].load()) }
    }

    /// Replaces the value in a slot in use; answers the old one.
    #[inline(always)]
    pub fn set(&mut self, index: usize, value: Value<R>) -> Value<R> {
        // SAFETY: the reference is taken out of the slot.
        unsafe { Value::from_owned(self.slots()[index].replace(value.into_word())) }
    }

    /// Deletes the attribute in a slot in use; answers its value, or None if the class has too many shapes for that.
    pub fn remove(&mut self, index: usize) -> Option<Value<R>> {
        let head = self.object().head();
        head.set_shape(head.shape().without_attribute(index)?);
        Some(self.set(index, Value::UNBOUND))
    }

    /// Adds an attribute that is not there yet; gives the value back if there is no slot left, or the class has too many
    /// shapes.
    #[inline]
    pub fn add(&mut self, name: Word, value: Value<R>) -> Result<(), Value<R>> {
        let head = self.object().head();
        let shape = head.shape();
        let index = shape.names().len();
        if shape.has_dict() || index >= self.slots().len() {
            return Err(value);
        }
        let Some(to) = shape.with_attribute(name) else { return Err(value) };
        self.slots()[index].store(value.into_word());
        head.set_shape(to);
        Ok(())
    }

    /// The attribute dict, if the attributes are in one.
    pub fn dict(&self) -> Option<Value<R>> {
        // SAFETY: the lock is held, so slot 0 keeps the dict alive.
        self.object()
            .head()
            .shape()
            .has_dict()
            .then(|| unsafe { Value::from_container(self.attached(), self.slots()[FIRST].load()) })
    }

    /// Puts another dict in the place of the attribute dict; gives it back if the attributes are in slots.
    pub fn replace_dict(&mut self, dict: Value<R>) -> Result<Value<R>, Value<R>> {
        if !self.object().head().shape().has_dict() {
            return Err(dict);
        }
        Ok(self.set(FIRST, dict))
    }

    /// The dict of what `__slots__` names, if the attributes are in a dict and that is apart.
    pub fn members(&self) -> Option<Value<R>> {
        let slot = self.slots().get(MEMBERS).filter(|_| self.object().head().shape().has_dict())?;
        // SAFETY: the lock is held, so the slot keeps its value alive.
        (slot.load() != Word::MOVED).then(|| unsafe { Value::from_container(self.attached(), slot.load()) })
    }

    /// Names and values of the attributes in slots that have one, in the order they were added.
    pub fn attributes(&self) -> Vec<(Ref<R, Str<R>>, Value<R>)> {
        let names = self.object().head().shape().names();
        let named = names.iter().enumerate().filter(|(_, name)| **name != Word::UNBOUND);
        let valued = named.map(|(index, &name)| (names::reference(name), self.get(index)));
        valued.filter(|(_, value)| !value.is_unbound()).collect()
    }

    /// Moves the attributes into a dict, and those that `__slots__` names into one of their own if there is a slot to keep it
    /// in; answers the dict, which is the one they are in already if they are.
    ///
    /// # Errors
    /// If there is no memory for them; nothing has changed then.
    pub fn move_to_dict(&mut self) -> Result<Ref<R, Dict<R>>, OutOfMemory> {
        if let Some(dict) = self.dict() {
            return Ok(dict.downcast().unwrap_or_else(|_| unreachable!("attributes are in a dict")));
        }
        let (attached, head) = (self.attached(), self.object().head());
        let class = head.shape().class();
        let apart = class.flags().has(ClassFlags::MEMBERS) && self.slots().len() > MEMBERS;
        let (members, attributes): (Vec<_>, Vec<_>) =
            self.attributes().into_iter().partition(|(name, _)| apart && !is_interned(name));
        let dict = make::dict_of_names(attached, attributes)?;
        let members = if apart { Some(make::dict_of_names(attached, members)?) } else { None };
        // Rule N2: the slots are empty before the shape says "dict", and that before the dict is there. Nothing dies with
        // the references in them: the dicts have others.
        for slot in self.slots() {
            // SAFETY: the reference is taken out of the slot.
            drop(unsafe { Value::<R>::from_owned(slot.replace(Word::MOVED)) });
        }
        head.set_shape(class.dict_shape());
        self.slots()[FIRST].store(dict.value().clone().into_word());
        if let Some(members) = members {
            self.slots()[MEMBERS].store(members.into_value().into_word());
        }
        Ok(dict)
    }
}
