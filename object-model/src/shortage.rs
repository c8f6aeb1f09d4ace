//! Memory that runs out.
//!
//! Who asks for much at once may be refused, and raises MemoryError: [`OutOfMemory`]. Who asks for little is not prepared for
//! that: an object, a name, an entry of a small table. So whoever provides the process's memory keeps a [`Reserve`], serves
//! such a request from it when there is nothing else, and [tells](tell) of it here. The thread whose request it was is asked
//! for a safepoint, where it raises MemoryError, and what it lets go of on its way makes a new reserve possible. A request
//! that finds the reserve gone still ends the process.

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// There is not that much memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfMemory;

/// Adds an item to a vector that may grow long.
///
/// # Errors
/// If there is no memory for it.
#[inline(always)]
pub(crate) fn push<T>(items: &mut Vec<T>, item: T) -> Result<(), OutOfMemory> {
    if items.len() == items.capacity() {
        items.try_reserve(1).map_err(|_| OutOfMemory)?;
    }
    items.push(item);
    Ok(())
}

/// Memory that is kept for when there is no other.
pub trait Reserve: Sync {
    /// Keeps again what was given up; answers whether there was memory for all of it.
    fn replenish(&self) -> bool;
    /// Whether there is as much memory once more: or the next request might need what was just kept.
    fn could_be_had_again(&self) -> bool;
    /// Gives the system back what nobody uses of the memory it was asked for.
    fn give_back(&self);
    /// Whether there is a limit to how much memory this process may have.
    fn is_limited(&self) -> bool;
}

/// Whoever keeps one: the process's allocator, if it does.
static RESERVE: OnceLock<&'static dyn Reserve> = OnceLock::new();

/// There is no reserve yet.
const UNPREPARED: u8 = 0;
/// All of it is there.
const WHOLE: u8 = 1;
/// Some of it was given up, and there has been no memory since to have all of it again.
const GIVEN_UP: u8 = 2;

/// How the reserve stands. It is a hint: nothing depends on it but when what is tried.
static STATE: AtomicU8 = AtomicU8::new(UNPREPARED);

/// How often the first of a whole reserve was given up.
static SHORTAGES: AtomicUsize = AtomicUsize::new(0);

/// What to do on a thread that was served from the reserve, and what to do it with.
type Told = (unsafe fn(*const ()), *const ());

std::thread_local! {
    static TOLD: Cell<Option<Told>> = const { Cell::new(None) };
}

/// Makes `reserve` the one that is kept when memory may run out. Only the first counts.
pub fn keep(reserve: &'static dyn Reserve) {
    let _ = RESERVE.set(reserve);
}

/// The calling thread has just been served from the reserve. If that gave up the first of it, or if this is `urgent` because
/// hardly any is left, the thread hears of it at once; it has time to let go of something before it does again. Other threads
/// hear of it when they [ask](last). Takes no lock and allocates nothing: an allocator may call it.
pub fn tell(urgent: bool) {
    // Relaxed, both: they order nothing; who does not see them yet does so later.
    let told_before = STATE.swap(GIVEN_UP, Ordering::Relaxed) == GIVEN_UP;
    if !told_before {
        SHORTAGES.fetch_add(1, Ordering::Relaxed);
    }
    if (urgent || !told_before)
        && let Some((told, whom)) = TOLD.get()
    {
        // SAFETY: `listen` was given both, and promised that they are good until it is called again on this thread.
        unsafe { told(whom) };
    }
}

/// A program begins: if there is a limit to its memory, there is to be a reserve.
pub fn begin() {
    if RESERVE.get().is_some_and(|reserve| reserve.is_limited()) {
        prepare();
    }
}

/// Memory may run out from now on: there is to be a reserve.
pub fn prepare() {
    // Relaxed, both: as in `tell`.
    if STATE.load(Ordering::Relaxed) == UNPREPARED
        && let Some(reserve) = RESERVE.get()
    {
        STATE.store(if reserve.replenish() { WHOLE } else { GIVEN_UP }, Ordering::Relaxed);
    }
}

/// Tries to have all of the reserve again; answers whether it is there.
#[inline]
pub fn recover() -> bool {
    // Relaxed: as in `tell`.
    STATE.load(Ordering::Relaxed) != GIVEN_UP || is_time() && replenished()
}

/// The same, however lately it was tried.
pub(crate) fn recover_at_once() -> bool {
    // Relaxed: as in `tell`.
    STATE.load(Ordering::Relaxed) != GIVEN_UP || replenished()
}

/// Much memory has become free that may not be wanted again soon.
pub(crate) fn give_back() {
    if let Some(reserve) = RESERVE.get() {
        reserve.give_back();
    }
}

/// The number of the last shortage.
pub fn last() -> usize {
    SHORTAGES.load(Ordering::Relaxed) // Relaxed: as in `tell`.
}

/// How often it is asked whether there is a reserve again before it is tried: that costs as much as some thousand objects.
const PATIENCE: usize = 32;

#[cold]
fn is_time() -> bool {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    // Relaxed: as in `tell`.
    ASKED.fetch_add(1, Ordering::Relaxed).is_multiple_of(PATIENCE)
}

#[cold]
fn replenished() -> bool {
    let replenished =
        RESERVE.get().is_some_and(|reserve| reserve.replenish() && reserve.could_be_had_again());
    if replenished {
        // Relaxed: as in `tell`. If another thread has given the new one up already, it stays unnoticed until the next time.
        STATE.store(WHOLE, Ordering::Relaxed);
    }
    replenished
}

/// What [`tell`] does on the calling thread from now on.
///
/// # Safety
/// `told` may be called with `whom`, on this thread and at any allocation, until this is called again on it.
pub(crate) unsafe fn listen(told: Option<Told>) {
    TOLD.set(told);
}
