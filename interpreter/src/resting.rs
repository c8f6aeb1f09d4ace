//! An interpreter that no thread is in.
//!
//! Its main thread is not bound to a thread of the system: whoever enters the interpreter takes that thread's place, with
//! its stack, its counts and what it owns, and puts it aside again when it leaves. So entering costs no more than coming
//! back from a call that blocks, and an object that the interpreter's main thread made stays that thread's own.

use crate::vm::Vm;
use object_model::Runtime;
use std::mem::ManuallyDrop;

/// An interpreter's main thread while no thread of the system is in its place. It is not dropped but entered and ended;
/// who forgets it leaks the interpreter.
pub struct Resting<R: Runtime>(ManuallyDrop<Vm<R>>);

// SAFETY: the thread was left, and nothing is done with it but to come back to it; who owns this is alone in that, and
// whatever hands this from one thread to another orders what the two do.
unsafe impl<R: Runtime> Send for Resting<R> {}

impl<R: Runtime> Resting<R> {
    /// Takes the main thread's place. `stack_limit` is the lowest address the calling thread's stack may reach.
    ///
    /// # Panics
    /// If the calling thread is in an interpreter.
    pub fn enter(self, stack_limit: usize) -> Vm<R> {
        let mut vm = ManuallyDrop::into_inner(self.0);
        // SAFETY: the thread was left in `rest`, which happens before: see `Send`.
        unsafe { vm.come_back() };
        vm.stack_limit = stack_limit;
        vm
    }
}

impl<R: Runtime> Vm<R> {
    /// Puts an interpreter's main thread, which runs nothing, aside. The calling thread is in no interpreter then.
    pub fn rest(self) -> Resting<R> {
        let mut vm = ManuallyDrop::new(self);
        // SAFETY: nothing is done with it until `enter` has come back.
        unsafe { vm.depart() };
        Resting(vm)
    }

    /// The lowest address the calling thread's stack may reach.
    pub fn stack_limit(&self) -> usize {
        self.stack_limit
    }

    /// How much of the calling thread's stack is left, in bytes.
    pub fn stack_left(&self) -> usize {
        let here = 0u8;
        (std::ptr::from_ref(&here) as usize).saturating_sub(self.stack_limit)
    }
}
