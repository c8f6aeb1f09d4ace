//! The token: exclusive proof that this thread may run, and the critical sections that borrow it.
//!
//! Whatever could run Python code, block or detach needs `&mut Token`. A section borrows the token for as long as it
//! holds an object's lock, so none of these compiles inside one: no deadlock between sections, no safepoint and no
//! Python code under a lock. Values may be dropped inside a section; what dies there is destroyed when it ends.

use crate::attached::Attached;
use crate::header::Flag;
use crate::layout::Payload;
use crate::runtime::Runtime;
use crate::value::Ref;
use crate::world::World;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use sync::Arc;
use sync::cell::UnsafeCell;

/// This thread is attached to a world of `R`, and nothing else uses the token now.
pub struct Token<R: Runtime> {
    /// Always there until `drop`.
    attached: Option<Box<Attached<R>>>,
}

impl<R: Runtime> Token<R> {
    /// Attaches the calling thread. Blocks until it may run.
    pub fn attach(world: &Arc<World<R>>) -> Token<R> {
        Token { attached: Some(Attached::new(world.clone())) }
    }

    /// Gives the leave to run away while `blocking` runs. It must not touch values.
    pub fn detached<T>(&mut self, blocking: impl FnOnce() -> T) -> T {
        self.suspend();
        /// Takes the leave back also when `blocking` unwinds.
        struct Resume<'a, R: Runtime>(&'a Attached<R>);
        impl<R: Runtime> Drop for Resume<'_, R> {
            fn drop(&mut self) {
                self.0.resume();
            }
        }
        let _resume = Resume(self);
        blocking()
    }

    /// As [`detached`](Self::detached), but the calling thread is in no world meanwhile, and may enter another.
    pub fn away<T>(&mut self, elsewhere: impl FnOnce() -> T) -> T {
        // SAFETY: the token is borrowed until `Return` has come back, on this thread.
        unsafe { self.depart() };
        /// Comes back also when `elsewhere` unwinds.
        struct Return<'a, R: Runtime>(&'a Attached<R>);
        impl<R: Runtime> Drop for Return<'_, R> {
            fn drop(&mut self) {
                self.0.come_back();
            }
        }
        let _return = Return(self);
        elsewhere()
    }

    /// Detaches, so that the calling thread may enter another world and another thread take the token over.
    ///
    /// # Safety
    /// Until [`come_back`](Self::come_back) nothing is done with the token or with a value of its world.
    pub unsafe fn depart(&mut self) {
        Attached::depart(self);
    }

    /// Attaches again, the calling thread in place of the one that left. Blocks until it may run.
    ///
    /// # Safety
    /// Of the leaving thread's deeds all happen before this; the token has been left.
    ///
    /// # Panics
    /// If the calling thread is attached.
    pub unsafe fn come_back(&mut self) {
        Attached::come_back(self);
    }

    /// Enters the critical section of one object.
    #[inline(always)]
    pub fn lock<'t, P: Guard<R>>(&'t mut self, object: &'t Ref<R, P>) -> Locked<'t, R, P> {
        let attached: &Attached<R> = self;
        let own = attached.runtime().enter_own(attached.thread(), object.head(), attached.tally());
        if !own {
            attached.lock(object);
        }
        attached.enter();
        Locked { attached, object, own }
    }

    /// Makes one change to what the object's lock guards. `change` gives no reference back and calls nothing that could, so no
    /// destructor has to wait for the end of the section (R5).
    #[inline(always)]
    pub fn change<P: Guard<R>, T>(
        &mut self,
        object: &Ref<R, P>,
        change: impl FnOnce(&mut P::Guarded) -> T,
    ) -> T {
        let attached: &Attached<R> = self;
        let own = attached.runtime().enter_own(attached.thread(), object.head(), attached.tally());
        if !own {
            attached.lock(object);
        }
        // SAFETY: this is the object's section, and nobody else in it has a reference to the data.
        let changed = change(unsafe { &mut *object.guarded().0.with_mut(|data| data) });
        if own {
            attached.runtime().leave_own(attached.thread());
        } else {
            attached.runtime().unlock(attached.thread(), object.head());
        }
        changed
    }

    /// Lets others read what they find in the object without its lock, from the first time on. For what many threads read
    /// and hardly anybody writes, such as the namespaces of classes and modules. By the object's owner, who keeps its bias
    /// (R8).
    pub fn open_to_readers<P: Guard<R>>(&mut self, object: &Ref<R, P>) {
        let head = object.head();
        if R::lets_others_peek(self.thread()) && R::may_peek(self.thread(), head.count(), || false) {
            head.set(Flag::SHARED);
        }
    }

    /// As [`Locked::note_held`], of an object whose section has been left.
    #[inline]
    pub fn note_held<P: Guard<R>>(&mut self, object: &Ref<R, P>) {
        if self.notes_makings() {
            self.lock(object).note_held();
        }
    }

    /// Enters the critical sections of two objects; of one object, once.
    pub fn lock_both<'t, P: Guard<R>, Q: Guard<R>>(
        &'t mut self,
        first: &'t Ref<R, P>,
        second: &'t Ref<R, Q>,
    ) -> Both<'t, R, P, Q> {
        let attached: &Attached<R> = self;
        let (runtime, thread) = (attached.runtime(), attached.thread());
        let (one, other) = (first.head(), second.head());
        let own = runtime.enter_both_own(thread, one, other, attached.tally());
        if !own {
            runtime.lock_both(thread, one, other, attached.tally());
            mark_shared(attached, first);
            mark_shared(attached, second);
        }
        attached.enter();
        Both { attached, first, second, same: std::ptr::eq(one, other), own }
    }
}

impl<R: Runtime> Attached<R> {
    /// Takes the object's lock.
    #[inline(never)]
    fn lock<P: Guard<R>>(&self, object: &Ref<R, P>) {
        self.runtime().lock(self.thread(), object.head(), self.tally());
        mark_shared(self, object);
    }
}

/// The first use by a thread that is not the owner makes later reads without the lock possible.
#[inline(always)]
fn mark_shared<R: Runtime, P: Payload<R>>(attached: &Attached<R>, object: &Ref<R, P>) {
    let head = object.head();
    let thread = attached.thread();
    if R::lets_others_peek(thread) && !R::may_peek(thread, head.count(), || false) && !head.has(Flag::SHARED)
    {
        head.set(Flag::SHARED);
    }
}

impl<R: Runtime> Deref for Token<R> {
    type Target = Attached<R>;
    #[inline(always)]
    fn deref(&self) -> &Attached<R> {
        // SAFETY: only `drop` takes it out.
        unsafe { self.attached.as_deref().unwrap_unchecked() }
    }
}

impl<R: Runtime> Drop for Token<R> {
    fn drop(&mut self) {
        if let Some(mut attached) = self.attached.take() {
            attached.exit();
        }
    }
}

/// A payload part of which may be touched only under the object's lock.
pub trait Guard<R: Runtime>: Payload<R> {
    /// That part.
    type Guarded;
    /// Where it is.
    fn guarded(&self) -> &Guarded<Self::Guarded>;
}

/// Data reached only through a [`Locked`] section of the object it is part of.
#[repr(transparent)]
pub struct Guarded<T>(UnsafeCell<T>);

// SAFETY: reached only under the object's lock, or by the one thread that destroys the object.
unsafe impl<T> Sync for Guarded<T> {}
// SAFETY: as above.
unsafe impl<T> Send for Guarded<T> {}

impl<T> Guarded<T> {
    /// Guards `data`.
    pub fn new(data: T) -> Self {
        Guarded(UnsafeCell::new(data))
    }

    /// The data, for the owner of the payload.
    pub fn get_mut(&mut self) -> &mut T {
        // SAFETY: borrowed exclusively.
        unsafe { &mut *self.0.with_mut(|data| data) }
    }

    /// The data, while no other thread runs.
    ///
    /// # Safety
    /// The object's lock is held, or no other thread can reach the object, or the world is stopped.
    pub unsafe fn get(&self) -> &T {
        // SAFETY: the caller's promise.
        unsafe { &*self.0.with(|data| data) }
    }
}

/// The critical section of one object. While it lasts, the token is borrowed.
pub struct Locked<'t, R: Runtime, P: Guard<R>> {
    attached: &'t Attached<R>,
    object: &'t Ref<R, P>,
    /// Entered without the lock.
    own: bool,
}

impl<'t, R: Runtime, P: Guard<R>> Locked<'t, R, P> {
    /// The object.
    pub fn object(&self) -> &'t Ref<R, P> {
        self.object
    }

    /// Whether the section has the lock: for its owner it may be without.
    #[inline(always)]
    pub(crate) fn is_with_lock(&self) -> bool {
        !self.own
    }

    /// The thread's attachment.
    pub fn attached(&self) -> &'t Attached<R> {
        self.attached
    }

    /// The payload holds another amount of memory than before, for the inventory.
    #[inline(always)]
    pub fn note_held(&self) {
        if self.attached.notes_makings() {
            self.attached.measure(self.object.head());
        }
    }
}

impl<R: Runtime, P: Guard<R>> Deref for Locked<'_, R, P> {
    type Target = P::Guarded;
    #[inline(always)]
    fn deref(&self) -> &P::Guarded {
        // SAFETY: the section holds the object's lock.
        unsafe { &*self.object.guarded().0.with(|data| data) }
    }
}

impl<R: Runtime, P: Guard<R>> DerefMut for Locked<'_, R, P> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut P::Guarded {
        // SAFETY: the section holds the object's lock, and `self` is borrowed exclusively.
        unsafe { &mut *self.object.guarded().0.with_mut(|data| data) }
    }
}

impl<R: Runtime, P: Guard<R>> Drop for Locked<'_, R, P> {
    #[inline(always)]
    fn drop(&mut self) {
        let attached = self.attached;
        let (runtime, thread) = (attached.runtime(), attached.thread());
        if self.own {
            runtime.leave_own(thread);
        } else {
            runtime.unlock(thread, self.object.head());
        }
        attached.leave();
    }
}

/// The critical sections of two objects.
pub struct Both<'t, R: Runtime, P: Guard<R>, Q: Guard<R>> {
    attached: &'t Attached<R>,
    first: &'t Ref<R, P>,
    second: &'t Ref<R, Q>,
    same: bool,
    /// Entered without the locks.
    own: bool,
}

impl<R: Runtime, P: Guard<R>, Q: Guard<R>> Both<'_, R, P, Q> {
    /// Both guarded parts, if the objects differ; the one, if they are the same.
    pub fn parts(&mut self) -> (&mut P::Guarded, Option<&mut Q::Guarded>) {
        // SAFETY: the section holds both locks; the second reference is only made for a different object.
        unsafe {
            let first = &mut *self.first.guarded().0.with_mut(|data| data);
            let second =
                if self.same { None } else { Some(&mut *self.second.guarded().0.with_mut(|data| data)) };
            (first, second)
        }
    }

    /// Each of the two as a section of its own, to use what containers offer there; of one object, once.
    pub fn sections(&mut self) -> (Entered<'_, R, P>, Option<Entered<'_, R, Q>>) {
        let (attached, own) = (self.attached, self.own);
        let first = Locked { attached, object: self.first, own };
        let second = (!self.same).then(|| Locked { attached, object: self.second, own });
        (Entered(ManuallyDrop::new(first)), second.map(|second| Entered(ManuallyDrop::new(second))))
    }
}

/// A section that is left with the pair it belongs to.
pub struct Entered<'t, R: Runtime, P: Guard<R>>(ManuallyDrop<Locked<'t, R, P>>);

impl<'t, R: Runtime, P: Guard<R>> Deref for Entered<'t, R, P> {
    type Target = Locked<'t, R, P>;
    fn deref(&self) -> &Locked<'t, R, P> {
        &self.0
    }
}

impl<R: Runtime, P: Guard<R>> DerefMut for Entered<'_, R, P> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<R: Runtime, P: Guard<R>, Q: Guard<R>> Drop for Both<'_, R, P, Q> {
    fn drop(&mut self) {
        let (runtime, thread) = (self.attached.runtime(), self.attached.thread());
        if self.own {
            runtime.leave_both_own(thread);
        } else {
            runtime.unlock_both(thread, self.first.head(), self.second.head());
        }
        self.attached.leave();
    }
}
