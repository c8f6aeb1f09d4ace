//! What a thread enters into the inventory, and takes out of it.

use super::{Attached, Extent};
use crate::header::{Flag, Header};
use crate::inventory::{Inventory, Trail};
use crate::runtime::Runtime;
use std::ptr::NonNull;

impl<R: Runtime> Attached<R> {
    /// Whether what this thread makes is noted anywhere.
    #[inline(always)]
    pub(crate) fn notes_makings(&self) -> bool {
        self.noting.get()
    }

    /// Enters what this thread makes into the inventory from now on, or no more; answers what it did before.
    pub fn keep_inventory(&self, keep: bool) -> bool {
        self.noting.set(keep || self.tally.account.is_some());
        self.keeping.replace(keep)
    }

    /// Where this thread is, as the inventory is to know it.
    pub fn trail(&self) -> &Trail {
        &self.trail
    }

    fn inventory(&self) -> Option<&Inventory> {
        let inventory = self.world.inventory.get().filter(|_| self.keeping.get())?;
        inventory.is_kept().then_some(inventory)
    }

    /// Enters an object that has just been made, and which nobody else has.
    pub(super) fn enter_making(&self, object: NonNull<Header<R>>) {
        let Some(inventory) = self.inventory() else { return };
        // SAFETY: it has just been made.
        let header = unsafe { object.as_ref() };
        if header.shape_address().is_null() {
            return;
        }
        header.set(Flag::KNOWN_BY_ADDRESS);
        // SAFETY: as above, of this layout.
        let held = unsafe { (header.layout().held)(object) };
        inventory.enter(object.addr().get(), Extent::of(header).bytes(), held, &self.trail);
    }

    /// Enters what the payload of an object holds by now, whose section this thread is in.
    #[cold]
    #[inline(never)]
    pub(crate) fn measure(&self, object: &Header<R>) {
        let Some(inventory) = self.inventory() else { return };
        object.set(Flag::KNOWN_BY_ADDRESS);
        let object = NonNull::from(object);
        // SAFETY: alive, of this layout, and in the caller's section.
        let held = unsafe { (object.as_ref().layout().held)(object) };
        inventory.holds(object.addr().get(), held, &self.trail);
    }

    /// Takes a dead object off the list of whoever knows it by its address.
    #[cold]
    #[inline(never)]
    pub(super) fn forget(&self, object: NonNull<Header<R>>) {
        self.world.weak.clear(self, object, |_| true);
        if let Some(inventory) = self.world.inventory.get() {
            inventory.remove(object.addr().get());
        }
    }
}
