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
    /// The frames of the thread, the outermost first; None if it is out of sight.
    ///
    /// # Safety
    /// No other thread runs.
    unsafe fn frames(&self) -> Option<Vec<Seen<R>>> {
        // Acquire: pairs with the Release in `in_sight`.
        let vm = self.vm.load(Ordering::Acquire);
        if vm.is_null() {
            return None;
        }
        // SAFETY: the thread is inside `in_sight`, which borrows all of its `Vm` but uses nothing of it except the token, and
        // it does not leave while no other thread than this one runs. Neither field is the token.
        let (frames, observed) = unsafe { (&(*vm).frames, &(*vm).observed) };
        let seen = frames.iter().enumerate().map(|(depth, frame)| {
            let object = observed.iter().find(|(other, _)| *other == depth);
            // SAFETY: registers of a frame, which owns what they hold, and the object of the code, which it keeps alive.
            let borrowed = |word: Word| unsafe { Value::from_borrowed(word) };
            Seen {
                code: borrowed(Word::from_bits(frame.code as u64)),
                globals: frame.function().globals.clone(),
                namespace: frame.namespace().clone(),
                instruction: frame.instruction() as u32,
                // SAFETY: as above.
                locals: (frame.loaded().code.locals.iter())
                    .map(|local| borrowed(unsafe { *frame.base.add(usize::from(local.register)) }))
                    .collect(),
                object: object.map_or(Value::UNBOUND, |(_, object)| object.clone()),
            }
        });
        Some(seen.collect())
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
        // SAFETY: borrowed exclusively until this returns; what others look at meanwhile are other fields (see `frames`).
        let (known, token) = unsafe { (&(*vm).known, &mut (*vm).token) };
        let _withdrawn = Withdrawn(&known.standing);
        // Release: pairs with the Acquire in `frames`; who sees the pointer sees the frames.
        known.standing.vm.store(vm, Ordering::Release);
        rest(token)
    }

    /// The frames of other threads, those of each the outermost first; the newest thread first.
    fn look_at_others(&mut self, wanted: impl Fn(u64) -> bool) -> Vec<(u64, Vec<Seen<R>>)> {
        let own = self.ident;
        let mut seen = vec![];
        for _ in 0..LOOKS {
            // Not held while others stop: one of them may be waiting for it.
            let standings = self.shared.standings().clone();
            let others: Vec<_> =
                standings.iter().rev().filter(|one| one.ident != own && wanted(one.ident)).collect();
            // SAFETY: the world is stopped.
            let look = || others.iter().map(|one| unsafe { one.frames() }).collect::<Vec<_>>();
            let frames = self.stopped(look);
            let all = frames.iter().all(Option::is_some);
            let idents = others.iter().map(|one| one.ident);
            seen = idents.zip(frames).filter_map(|(ident, frames)| Some((ident, frames?))).collect();
            if all {
                break;
            }
            self.detached(std::thread::yield_now);
        }
        seen
    }

    /// The innermost frame of each other thread that runs Python code, as it stands.
    pub fn frames_of_others(&mut self) -> Vec<(u64, Value<R>)> {
        let seen = self.look_at_others(|_| true);
        let shown = seen.into_iter().filter(|(_, frames)| !frames.is_empty());
        shown.map(|(ident, frames)| (ident, self.show(frames))).collect()
    }

    /// The frame of an object as it stands in another thread, with its callers before it.
    pub(crate) fn seen_elsewhere(&mut self, frame: &Ref<R, FrameObject<R>>) -> Option<Vec<Seen<R>>> {
        let thread = self.thread_of(frame).filter(|thread| *thread != self.ident)?;
        let (_, mut frames) = self.look_at_others(|ident| ident == thread).pop()?;
        let at = frames.iter().position(|seen| seen.object.is(frame.value()))?;
        frames.truncate(at + 1);
        Some(frames)
    }

    /// Objects for frames of another thread, each leading to its caller; answers the innermost.
    pub(crate) fn show(&mut self, frames: Vec<Seen<R>>) -> Value<R> {
        frames
            .into_iter()
            .fold(Value::UNBOUND, |caller, seen| self.new_object(FrameObject::seen(seen, caller)))
    }
}
