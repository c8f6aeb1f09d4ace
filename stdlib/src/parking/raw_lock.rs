//! The lock of Python's locks.
//!
//! | bits | meaning |
//! |---|---|
//! | `LOCKED` | taken, by nobody in particular: any thread may release it |
//! | `WAITED_FOR` | the queue may not be empty, so who releases must look; set and cleared under its mutex |
//!
//! Free, it is taken by one exchange and released by another. The crux is the wait that ends by itself: a thread whose
//! time is up may have been woken, or handed the lock, at the same moment (W5).

use std::time::Duration;

use sync::atomic::{AtomicU8, Ordering};
use sync::hint;
use sync::time::Instant;

use super::waiter::{Wait, Waiter, Waiters};

const LOCKED: u8 = 1;
const WAITED_FOR: u8 = 2;
/// A waiter that has waited this long is handed the lock instead of being left to compete for it.
const PATIENCE: Duration = Duration::from_millis(1);
/// How long a waiter looks at a lock before it parks, and in which steps, in pauses of the processor (some 30 ns). One look
/// shows a model all that more would.
///
/// A lock of which nothing is known, or that is held for long, is looked at so many times, at every pause.
const GLANCE: u32 = if cfg!(granular_loom) { 1 } else { 40 };
/// One that was worth waiting for the last times is looked at after so many pauses, and so many times at most: together about
/// as long as it takes to park and to be woken.
const STEP: u32 = if cfg!(granular_loom) { 1 } else { 128 };
const MOST_STEPS: u8 = if cfg!(granular_loom) { 1 } else { 8 };
/// What is tried, now and then, with a lock that was not worth it.
const TRIED_STEPS: u8 = MOST_STEPS / 2;
/// A lock that is found free and taken again before so much time has passed is in use all the time, for moments. It takes some
/// of that time for its user to have it back from who looks at it.
const MOMENT: u32 = if cfg!(granular_loom) { 1 } else { 40 };
/// Who wants such a lock leaves it alone for so long, so many times, unless it is free for more than a moment. Each time it is
/// passed on the cache lines that it guards go with it, which takes longer than what is done with them.
const AWAY: u32 = if cfg!(granular_loom) { 1 } else { 512 };
const TIMES_AWAY: u32 = if cfg!(granular_loom) { 1 } else { 8 };

/// Lets a little time pass. A model that paused would have the others go on before it looks.
fn pause() {
    if !cfg!(granular_loom) {
        hint::spin_loop();
    }
}

/// What a look at a lock has shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// Free, and for more than a moment.
    Free,
    /// Free, and taken again at once.
    Used,
    /// Held all the time, or others have been waiting for it.
    Held,
}

/// A lock that any thread may release.
#[derive(Default)]
pub struct RawLock {
    state: AtomicU8,
    /// How many looks it was worth lately: one more for each wait that a look has ended, half as many after one that has not, and
    /// some to try when there are none left.
    /// A guess that nothing rests on, so no model follows it.
    worth: std::sync::atomic::AtomicU8,
    waiters: Waiters,
}

impl RawLock {
    /// Takes the lock if it is free.
    #[inline(always)]
    pub fn try_acquire(&self) -> bool {
        let state = self.state.load(Ordering::Relaxed); // Relaxed: a guess, which `take` confirms.
        state & LOCKED == 0 && self.take(state)
    }

    /// Takes the lock if its state is this one, a free one.
    #[inline(always)]
    fn take(&self, state: u8) -> bool {
        // Acquire: pairs with the Release of whoever released last (W1).
        self.state.compare_exchange(state, state | LOCKED, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Whether it is taken, at this moment.
    pub fn is_locked(&self) -> bool {
        // Relaxed: an answer that is old as soon as it is given.
        self.state.load(Ordering::Relaxed) & LOCKED != 0
    }

    /// Releases the lock; false if it is not taken.
    #[inline(always)]
    pub fn release(&self) -> bool {
        // Release: pairs with the Acquire of whoever takes it next (W1).
        match self.state.compare_exchange(LOCKED, 0, Ordering::Release, Ordering::Relaxed) {
            Ok(_) => true,
            Err(state) if state & LOCKED == 0 => false,
            Err(_) => self.release_slow(),
        }
    }

    #[cold]
    fn release_slow(&self) -> bool {
        let mut queue = self.waiters.lock();
        if self.state.load(Ordering::Relaxed) & LOCKED == 0 {
            return false;
        }
        let Some(first) = queue.pop_front() else {
            // Release: as in `release`.
            self.state.store(0, Ordering::Release);
            return true;
        };
        let more = if queue.is_empty() { 0 } else { WAITED_FOR };
        if first.since.elapsed() > PATIENCE {
            // The lock stays taken, for another: no third thread can come in between (W4). Relaxed: what this thread did
            // before reaches the waiter through `wake`.
            self.state.store(LOCKED | more, Ordering::Relaxed);
            first.grant();
        } else {
            // Release: as in `release`.
            self.state.store(more, Ordering::Release);
        }
        drop(queue);
        first.wake();
        true
    }

    /// Looks at the lock for a while; whether it was free, and is now taken.
    fn spin(&self) -> bool {
        let worth = self.worth.load(Ordering::Relaxed); // Relaxed: a guess.
        // Looked at all the time, a lock in use is never seen free: its user has taken it again before the look is over. And each
        // look takes the lock's cache line away from it.
        let (looks, pauses) = if worth == 0 { (GLANCE, 1) } else { (u32::from(worth), STEP) };
        let taken = match self.look(looks, pauses) {
            Sight::Free => self.try_acquire(),
            Sight::Used => self.stay_away(),
            Sight::Held => false,
        };
        let worth = match worth {
            _ if taken => (worth + 1).min(MOST_STEPS),
            0 => TRIED_STEPS,
            _ => worth / 2,
        };
        self.worth.store(worth, Ordering::Relaxed); // Relaxed: as above.
        taken
    }

    /// Looks so many times, with so many pauses before each, until the lock is free.
    fn look(&self, looks: u32, pauses: u32) -> Sight {
        for _ in 0..looks {
            (0..pauses).for_each(|_| pause());
            // Relaxed: taking it is what counts.
            match self.state.load(Ordering::Relaxed) {
                0 => return self.look_for_a_moment(),
                // With others in the queue it is not this thread's turn.
                state if state & WAITED_FOR != 0 => return Sight::Held,
                _ => {}
            }
        }
        Sight::Held
    }

    /// Whether a lock that is free stays so.
    fn look_for_a_moment(&self) -> Sight {
        for _ in 0..MOMENT {
            pause();
            if self.is_locked() {
                return Sight::Used;
            }
        }
        Sight::Free
    }

    /// Lets another use the lock that is using it all the time; whether it has then been taken.
    fn stay_away(&self) -> bool {
        for _ in 0..TIMES_AWAY {
            (0..AWAY).for_each(|_| pause());
            // Relaxed: as in `look`.
            match self.state.load(Ordering::Relaxed) {
                state if state & WAITED_FOR != 0 => return false,
                0 if self.look_for_a_moment() == Sight::Free && self.try_acquire() => return true,
                _ => {}
            }
        }
        // Not looked at first: until a look has led to an exchange it is taken again.
        (0..GLANCE).any(|_| self.take(0))
    }

    /// Waits for the lock, until `deadline` or until `interrupted` says so.
    #[cold]
    pub fn acquire_slow(&self, deadline: Option<Instant>, interrupted: &impl Fn() -> bool) -> Wait {
        if self.spin() {
            return Wait::Done;
        }
        let since = Instant::now();
        loop {
            let waiter = Waiter::new(since);
            {
                let mut queue = self.waiters.lock();
                // Acquire: pairs with the Release in `release`. Either the lock is free and taken here, or its holder has
                // not released it and will find the bit (W2).
                let state = self.state.fetch_or(LOCKED | WAITED_FOR, Ordering::Acquire);
                if state & LOCKED == 0 {
                    if queue.is_empty() {
                        // Relaxed: the lock is held. Only those who hold the mutex change the bit.
                        self.state.fetch_and(!WAITED_FOR, Ordering::Relaxed);
                    }
                    return Wait::Done;
                }
                queue.push_back(waiter.clone());
            }
            let wait = waiter.sleep(deadline, interrupted);
            if wait != Wait::Done {
                return self.give_up(&waiter, wait);
            }
            // Awake, it is worth looking some more.
            if waiter.is_granted() || self.try_acquire() || self.spin() {
                return Wait::Done;
            }
        }
    }

    /// Leaves the queue because of `wait`, unless the lock has come to this thread after all.
    fn give_up(&self, waiter: &sync::Arc<Waiter>, wait: Wait) -> Wait {
        let mut queue = self.waiters.lock();
        if waiter.is_granted() {
            return Wait::Done;
        }
        let was_woken = !Waiters::leave(&mut queue, waiter);
        drop(queue);
        // Woken after all: the lock may be free, and others may wait for this wake-up to come to something (W5).
        if was_woken && self.try_acquire() { Wait::Done } else { wait }
    }

    /// Frees the lock whoever holds it: in the child of a fork there is nobody else.
    pub fn reset(&self) {
        self.waiters.lock().clear();
        self.state.store(0, Ordering::Relaxed);
    }
}
