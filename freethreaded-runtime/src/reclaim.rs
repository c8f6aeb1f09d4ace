//! When what a container has replaced may be freed: not before every thread that may be reading it has been at a
//! safepoint or detached.
//!
//! Readers without the lock look into arrays and tables that a writer may replace at any moment. The writer hands the old
//! one over here. An attached thread is *pinned*: it keeps the epoch from moving on by more than one, and what was handed
//! over in one epoch is freed two epochs later. A thread that never blocked would stay pinned for ever, so once enough
//! waits to be freed every thread is asked to repin at its next safepoint, where it is in the middle of nothing.
//!
//! The epochs are crossbeam-epoch's. Each runtime has a collector of its own.

use std::cell::Cell;

use crossbeam_epoch::{Collector, Guard, LocalHandle};

/// How many things one thread hands over before it asks everybody to repin. One shows a model all that more would.
const ENOUGH: usize = if cfg!(granular_loom) { 1 } else { 64 };
/// How many bytes one thread hands over before it asks everybody to repin.
const ENOUGH_BYTES: usize = 1 << 20;

/// What a runtime's threads have handed over.
#[derive(Debug, Default)]
pub struct Reclaimer {
    collector: Collector,
}

/// One thread's part in it.
pub struct Participant {
    /// There while the thread is attached. Declared, and so dropped, before the handle it came from.
    guard: Cell<Option<Guard>>,
    handle: LocalHandle,
    /// Things and bytes handed over since this thread last asked everybody to repin.
    waiting: Cell<usize>,
    waiting_bytes: Cell<usize>,
}

impl Reclaimer {
    /// Enters a thread, unpinned.
    pub fn enter(&self) -> Participant {
        Participant {
            guard: Cell::new(None),
            handle: self.collector.register(),
            waiting: Cell::new(0),
            waiting_bytes: Cell::new(0),
        }
    }
}

impl Participant {
    /// Before the thread reads anything; it is attached.
    pub fn pin(&self) {
        self.guard.set(Some(self.handle.pin()));
    }

    /// After the thread has read what it wanted; it is about to detach.
    pub fn unpin(&self) {
        if let Some(guard) = self.guard.take()
            && self.waiting.get() > 0
        {
            // What this thread has handed over is freed by the others while it is away.
            guard.flush();
        }
    }

    /// Lets the epoch move on and frees what can be freed; at a safepoint.
    pub fn repin(&self) {
        if let Some(mut guard) = self.guard.take() {
            guard.flush();
            guard.repin();
            self.guard.set(Some(guard));
        }
    }

    /// Drops `garbage` later. Says whether everybody should repin now.
    #[must_use]
    pub fn retire<T: Send + 'static>(&self, bytes: usize, garbage: T) -> bool {
        let guard = self.guard.take();
        debug_assert!(guard.is_some(), "only an attached thread retires");
        if let Some(guard) = &guard {
            guard.defer(move || drop(garbage));
        }
        self.guard.set(guard);
        let (waiting, waiting_bytes) =
            (self.waiting.get() + 1, self.waiting_bytes.get().saturating_add(bytes));
        let enough = waiting >= ENOUGH || waiting_bytes >= ENOUGH_BYTES;
        self.waiting.set(if enough { 0 } else { waiting });
        self.waiting_bytes.set(if enough { 0 } else { waiting_bytes });
        enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    struct Counted(Arc<AtomicUsize>);

    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.fetch_add(1, SeqCst);
        }
    }

    #[test]
    fn nothing_is_freed_while_a_thread_stays_pinned() {
        let freed = Arc::new(AtomicUsize::new(0));
        let reclaimer = Reclaimer::default();
        let (reader, writer) = (reclaimer.enter(), reclaimer.enter());
        reader.pin();
        writer.pin();
        let _ = writer.retire(8, Counted(Arc::clone(&freed)));
        for _ in 0..10 {
            writer.repin();
        }
        assert_eq!(freed.load(SeqCst), 0);
        for _ in 0..10 {
            reader.repin();
            writer.repin();
        }
        assert_eq!(freed.load(SeqCst), 1);
    }

    #[test]
    fn a_detached_thread_holds_nothing_up() {
        let freed = Arc::new(AtomicUsize::new(0));
        let reclaimer = Reclaimer::default();
        let (reader, writer) = (reclaimer.enter(), reclaimer.enter());
        reader.pin();
        writer.pin();
        let _ = writer.retire(8, Counted(Arc::clone(&freed)));
        reader.unpin();
        for _ in 0..10 {
            writer.repin();
        }
        assert_eq!(freed.load(SeqCst), 1);
    }

    #[test]
    fn a_runtime_that_ends_frees_everything() {
        let freed = Arc::new(AtomicUsize::new(0));
        let reclaimer = Reclaimer::default();
        let writer = reclaimer.enter();
        writer.pin();
        let asked = (0..200).filter(|_| writer.retire(8, Counted(Arc::clone(&freed)))).count();
        assert_eq!(asked, 200 / ENOUGH);
        assert!(writer.retire(ENOUGH_BYTES, Counted(Arc::clone(&freed))));
        writer.unpin();
        drop(writer);
        drop(reclaimer);
        assert_eq!(freed.load(SeqCst), 201);
    }
}
