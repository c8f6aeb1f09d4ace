//! A slot that is written under the lock of the object it belongs to, and read without it where that can be.

use crate::attached::Attached;
use crate::runtime::Runtime;
use crate::slot::Slot;
use crate::token::{Guard, Token};
use crate::value::{Ref, Value};

impl<R: Runtime> Attached<R> {
    /// What a slot of `object` holds, if that can be told without the object's lock (O1).
    #[inline(always)]
    pub fn peek_slot<P: Guard<R>>(&self, object: &Ref<R, P>, slot: &Slot) -> Option<Value<R>> {
        if self.may_peek(object.head()) { self.peek(slot, || true) } else { None }
    }
}

impl<R: Runtime> Token<R> {
    /// What a slot of `object` holds; unbound if nothing.
    #[inline]
    pub fn slot_value<P: Guard<R>>(&mut self, object: &Ref<R, P>, slot: &Slot) -> Value<R> {
        if let Some(value) = self.peek_slot(object, slot) {
            return value;
        }
        let locked = self.lock(object);
        // SAFETY: the lock is held, so the object keeps alive what the slot holds.
        unsafe { Value::from_container(locked.attached(), slot.load()) }
    }

    /// Puts a value into a slot of `object`; answers what it held.
    pub fn replace_slot<P: Guard<R>>(
        &mut self,
        object: &Ref<R, P>,
        slot: &Slot,
        value: Value<R>,
    ) -> Value<R> {
        let _locked = self.lock(object);
        // SAFETY: the reference is taken out of the slot.
        unsafe { Value::from_owned(slot.replace(value.into_word())) }
    }

    /// Puts a value into a slot of `object` that is unbound; answers what the slot holds then.
    pub fn fill_slot<P: Guard<R>>(&mut self, object: &Ref<R, P>, slot: &Slot, value: Value<R>) -> Value<R> {
        let locked = self.lock(object);
        slot.fill(value);
        // SAFETY: as in `slot_value`.
        unsafe { Value::from_container(locked.attached(), slot.load()) }
    }
}
