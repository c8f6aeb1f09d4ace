//! Where other threads stand: the frames of a thread that does not run, shown to one that does.
//!
//! A thread shows itself while it is detached and at safepoints, and at no other time. So while the world is stopped every
//! thread is in sight but those that wait for an object's lock; these are looked for again. What is seen is copied: objects
//! of the frames as they stood, which do not change when the thread goes on.

use crate::frame_object::FrameObject;
use crate::shared::Shared;
use crate::vm::Vm;
use object_model::{Ref, Runtime, Token, Value, Word};
use std::sync::Arc;
use std::sync::atomic::{AtomicPtr, Ordering};

/// How often threads are looked for that are out of sight.
const LOOKS: usize = 100;

/// A thread as others know it.
pub(crate) struct Standing<R: Runtime> {
    ident: u64,
    /// The thread while it is in sight; null while it may run.
    vm: AtomicPtr<Vm<R>>,
}

/// A thread is known to the others for as long as it has this.
pub(crate) struct Known<R: Runtime> {
    shared: Arc<Shared<R>>,
    standing: Arc<Standing<R>>,
}

impl<R: Runtime> Known<R> {
    pub(crate) fn new(shared: &Arc<Shared<R>>, ident: u64) -> Self {
        let standing = Arc::new(Standing { ident, vm: AtomicPtr::default() });
        shared.standings().push(standing.clone());
        Known { shared: shared.clone(), standing }
    }
}

impl<R: Runtime> Drop for Known<R> {
    fn drop(&mut self) {
        self.shared.standings().retain(|other| !Arc::ptr_eq(other, &self.standing));
    }
}

/// What is seen of a thread.
struct Sight<R: Runtime> {
    ident: u64,
    /// Its frames, the outermost first.
    frames: Vec<Seen<R>>,
    /// The exception it handles, or None.
    handled: Value<R>,
}

/// A frame as it stood.
pub(crate) struct Seen<R: Runtime> {
    /// The code object.
    pub code: Value<R>,
    /// The globals.
    pub globals: Value<R>,
    /// The namespace of a module, class body or `exec` code; unbound for a function.
    pub namespace: Value<R>,
    /// The instruction it is at.
    pub instruction: u32,
    /// What the local variables hold, in the order of the code's.
    pub locals: Vec<Value<R>>,
    /// Its object, if somebody has asked for that; unbound otherwise.
    object: Value<R>,
}

impl<R: Runtime> Standing<R> {
    /// The thread as it stands; None if it is out of sight.
    ///
    /// # Safety
    /// No other thread runs.
    unsafe fn look(&self) -> Option<Sight<R>> {
        // Acquire: pairs with the Release in `in_sight`.
        let vm = self.vm.load(Ordering::Acquire);
        if vm.is_null() {
            return None;
        }
        // SAFETY: the thread is inside `in_sight`, which borrows all of its `Vm` but uses nothing of it except the token, and
        // it does not leave while no other thread than this one runs. None of these fields is the token.
        let (frames, observed, handled) =
            unsafe { (&(*vm).frames, &(*vm).observed, [&(*vm).handled, &(*vm).handled_outside]) };
        let frames = frames.iter().enumerate().map(|(depth, frame)| {
            let object = observed.binary_search_by_key(&depth, |(other, _)| *other).ok();
            // SAFETY: registers of a frame, which owns what they hold, and the object of the code, which it keeps alive.
            let borrowed = |word: Word| unsafe { Value::from_borrowed(word) };
            Seen {
                code: borrowed(frame.code_word()),
                globals: frame.function().globals.clone(),
                namespace: frame.namespace().clone(),
                instruction: frame.instruction() as u32,
                // SAFETY: as above.
                locals: (frame.loaded().code.locals.iter())
                    .map(|local| borrowed(unsafe { *frame.base.add(usize::from(local.register)) }))
                    .collect(),
                object: object.map_or(Value::UNBOUND, |place| observed[place].1.clone()),
            }
        });
        let frames = frames.collect();
        Some(Sight { ident: self.ident, frames, handled: nearest_handled(handled).clone() })
    }
}

impl<R: Runtime> Vm<R> {
    /// Gives the leave to run away while `blocking` runs, as [`Token::detached`]; others may look at the frames meanwhile.
    pub fn detached<T>(&mut self, blocking: impl FnOnce() -> T) -> T {
        self.in_sight(|token| token.detached(blocking))
    }

    /// As [`Token::away`]; others may look at the frames meanwhile.
    pub fn away<T>(&mut self, elsewhere: impl FnOnce() -> T) -> T {
        self.in_sight(|token| token.away(elsewhere))
    }

    /// Others may look at the frames whenever this thread does not run during `rest`.
    pub(crate) fn in_sight<T>(&mut self, rest: impl FnOnce(&mut Token<R>) -> T) -> T {
        /// Out of sight again, also when `rest` unwinds.
        struct Withdrawn<'a, R: Runtime>(&'a Standing<R>);
        impl<R: Runtime> Drop for Withdrawn<'_, R> {
            fn drop(&mut self) {
                // Relaxed: who looks does so while this thread does not run, so it finds this or what comes after.
                self.0.vm.store(std::ptr::null_mut(), Ordering::Relaxed);
            }
        }
        let vm = std::ptr::from_mut(self);
        // SAFETY: borrowed exclusively until this returns; what others look at meanwhile are other fields (see `look`).
        let (known, token) = unsafe { (&(*vm).known, &mut (*vm).token) };
        let _withdrawn = Withdrawn(&known.standing);
        // Release: pairs with the Acquire in `look`; who sees the pointer sees the frames.
        known.standing.vm.store(vm, Ordering::Release);
        rest(token)
    }

    /// Other threads as they stand, the newest first.
    fn look_at_others(&mut self, wanted: impl Fn(u64) -> bool) -> Vec<Sight<R>> {
        let own = self.ident;
        let mut seen = vec![];
        for _ in 0..LOOKS {
            // Not held while others stop: one of them may be waiting for it.
            let standings = self.shared.standings().clone();
            let others: Vec<_> =
                standings.iter().rev().filter(|one| one.ident != own && wanted(one.ident)).collect();
            // SAFETY: the world is stopped.
            seen = self.stopped(|| others.iter().filter_map(|one| unsafe { one.look() }).collect());
            if seen.len() == others.len() {
                break;
            }
            self.detached(std::thread::yield_now);
        }
        seen
    }

    /// The innermost frame of each other thread that runs Python code, as it stands; the newest thread first.
    pub fn frames_of_others(&mut self) -> Vec<(u64, Value<R>)> {
        let seen = self.look_at_others(|_| true).into_iter();
        seen.filter(|one| !one.frames.is_empty()).map(|one| (one.ident, self.show(one.frames))).collect()
    }

    /// The exception that each other thread is handling, or None; the newest thread first.
    pub fn exceptions_of_others(&mut self) -> Vec<(u64, Value<R>)> {
        self.look_at_others(|_| true).into_iter().map(|one| (one.ident, one.handled)).collect()
    }

    /// The frame of an object as it stands in another thread, and its callers, the outermost first.
    pub(crate) fn seen_elsewhere(
        &mut self,
        frame: &Ref<R, FrameObject<R>>,
    ) -> Option<(Seen<R>, Vec<Seen<R>>)> {
        let thread = self.thread_of(frame).filter(|thread| *thread != self.ident)?;
        let Sight { mut frames, .. } = self.look_at_others(|ident| ident == thread).pop()?;
        let at = frames.iter().position(|seen| seen.object.is(frame.value()))?;
        frames.truncate(at + 1);
        Some((frames.pop()?, frames))
    }

    /// Objects for frames of another thread, each leading to its caller; answers the innermost.
    pub(crate) fn show(&mut self, frames: Vec<Seen<R>>) -> Value<R> {
        frames
            .into_iter()
            .fold(Value::UNBOUND, |caller, seen| self.new_object(FrameObject::seen(seen, caller)))
    }
}

/// What a thread handles, of what it handles in a generator and outside of it.
pub(crate) fn nearest_handled<R: Runtime>([inside, outside]: [&Value<R>; 2]) -> &Value<R> {
    if inside.is_none() { outside } else { inside }
}
