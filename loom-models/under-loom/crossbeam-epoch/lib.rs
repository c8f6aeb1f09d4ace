//! What crossbeam-epoch promises, and no more: a closure that is handed over runs when every participant that was pinned
//! then has been unpinned or repinned since.
//!
//! The real crate, which has models of its own, runs it some time after that; this one at the first moment at which it may,
//! so that a model shows whoever relies on more. Where the real crate orders by fences, here it is one mutex.

use std::fmt;

use sync::{Arc, Mutex};

/// Participants, and what they have handed over.
#[derive(Clone, Default)]
pub struct Collector(Arc<Shared>);

#[derive(Default)]
struct Shared(Mutex<State>);

#[derive(Default)]
struct State {
    /// Counts what has happened.
    now: u64,
    /// Since when each participant is pinned.
    pinned: Vec<Option<u64>>,
    handed_over: Vec<Deferred>,
}

/// A closure, and when it was handed over.
struct Deferred {
    at: u64,
    run: Box<dyn FnOnce() + Send>,
}

impl fmt::Debug for Collector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collector").finish_non_exhaustive()
    }
}

impl State {
    fn tick(&mut self) -> u64 {
        self.now += 1;
        self.now
    }
}

impl Shared {
    /// Changes the state, then runs what may be run.
    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.0.lock();
        change(&mut state);
        let oldest = state.pinned.iter().flatten().min().copied().unwrap_or(u64::MAX);
        let (runs, waits) = state.handed_over.drain(..).partition(|deferred| deferred.at < oldest);
        state.handed_over = waits;
        drop(state);
        let runs: Vec<Deferred> = runs;
        runs.into_iter().for_each(|deferred| (deferred.run)());
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let rest = std::mem::take(&mut self.0.lock().handed_over);
        rest.into_iter().for_each(|deferred| (deferred.run)());
    }
}

impl Collector {
    /// A new participant.
    pub fn register(&self) -> LocalHandle {
        let mut state = self.0.0.lock();
        state.pinned.push(None);
        LocalHandle { shared: Arc::clone(&self.0), number: state.pinned.len() - 1 }
    }
}

/// A participant. It is not pinned twice.
pub struct LocalHandle {
    shared: Arc<Shared>,
    number: usize,
}

impl LocalHandle {
    /// Pins it.
    pub fn pin(&self) -> Guard {
        let guard = Guard { shared: Arc::clone(&self.shared), number: self.number };
        guard.pin();
        guard
    }
}

/// That a participant is pinned.
pub struct Guard {
    shared: Arc<Shared>,
    number: usize,
}

impl Guard {
    fn pin(&self) {
        self.shared.change(|state| {
            let now = state.tick();
            state.pinned[self.number] = Some(now);
        });
    }

    /// Runs the closure when it may be run.
    pub fn defer<T>(&self, run: impl FnOnce() -> T + Send + 'static) {
        self.shared.change(|state| {
            let at = state.tick();
            state.handed_over.push(Deferred { at, run: Box::new(|| drop(run())) });
        });
    }

    /// Runs what may be run.
    pub fn flush(&self) {
        self.shared.change(|_| ());
    }

    /// Pins the participant anew.
    pub fn repin(&mut self) {
        self.pin();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.shared.change(|state| state.pinned[self.number] = None);
    }
}
