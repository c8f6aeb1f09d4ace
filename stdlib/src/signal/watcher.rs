//! The thread that tells the interpreter of signals, and how it is kept still while the process forks.

use super::mask::{LeftToOthers, Signals};
use super::{ARRIVALS, ARRIVED, INTERRUPTS, Visits, WAKE, bit, install, nothing, nudge};
use interpreter::{Return, Shared, Vm};
use object_model::Runtime;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::time::Duration;

/// Held by the watcher while it does something, and by whoever keeps it still.
static BUSY: Mutex<()> = Mutex::new(());
/// What the watcher reads; the other end is `WAKE`. -1 while there is no watcher.
static WATCHED: AtomicI32 = AtomicI32::new(-1);

/// Whether an interpreter has started its watcher.
#[derive(Default)]
struct Started(AtomicBool);

/// Whether the process has a watcher.
pub(crate) fn is_watched() -> bool {
    // Relaxed: a number by itself.
    WATCHED.load(Ordering::Relaxed) >= 0
}

/// Starts the interpreter's watcher, once.
pub(super) fn watch<R: Runtime>(vm: &mut Vm<R>) {
    let mut ends = [0i32; 2];
    // Relaxed: one of those who come wins; nothing else is published by it.
    let again = vm.shared.state::<Started>().0.swap(true, Ordering::Relaxed);
    // SAFETY: there is room for two.
    if again || unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) } != 0 {
        return;
    }
    install(nudge(), nothing as *const () as libc::sighandler_t);
    // SAFETY: no memory is involved. A full pipe says as much as another byte would.
    unsafe { libc::fcntl(ends[1], libc::F_SETFL, libc::O_NONBLOCK) };
    // SAFETY: no preconditions.
    let main = unsafe { libc::pthread_self() } as u64;
    let shared = Arc::downgrade(&vm.shared);
    let (began, begins) = std::sync::mpsc::channel();
    let watcher = move || {
        let _left = LeftToOthers::new();
        // Nobody is left to hear it if the spawner has gone on.
        let _ = began.send(());
        let (mut byte, mut told) = ([0u8; 64], 0);
        loop {
            // SAFETY: there is room for 64 bytes.
            let count = unsafe { libc::read(ends[0], byte.as_mut_ptr().cast(), byte.len()) };
            if count == 0
                || (count < 0 && std::io::Error::last_os_error().raw_os_error() != Some(libc::EINTR))
            {
                return;
            }
            let _busy = BUSY.lock();
            let Some(shared) = shared.upgrade() else { return };
            tell(&shared, main, &mut told);
        }
    };
    let started = std::thread::Builder::new().name("signals".into()).stack_size(64 << 10).spawn(watcher);
    // The program may leave no memory for a thread that is still starting, which would end the process.
    if started.is_ok() && begins.recv().is_ok() {
        WATCHED.store(ends[0], Ordering::Relaxed);
        WAKE.store(ends[1], Ordering::Relaxed);
    }
}

fn tell<R: Runtime>(shared: &Shared<R>, main: u64, told: &mut u64) {
    interrupt_visited(shared, told);
    shared.interrupt();
    // Acquire: pairs with the main thread's swap in `check_signals`.
    while shared.interrupted.load(Ordering::Acquire) && !shared.finalizing.load(Ordering::Acquire) {
        // SAFETY: the main thread outlives the program it runs; it is not finalizing yet.
        unsafe { libc::pthread_kill(main as libc::pthread_t, nudge()) };
        std::thread::sleep(Duration::from_millis(10));
        // It may have looked at the signal before it was told, and be in another interpreter again: there it does not see
        // that it was told, and another signal must reach it.
        interrupt_visited(shared, told);
    }
}

/// The main thread may be in another interpreter, which no handler is for. Ctrl-C brings it back all the same. `told` is how
/// many signals had arrived when this was last looked at.
fn interrupt_visited<R: Runtime>(shared: &Shared<R>, told: &mut u64) {
    // Acquire: pairs with the Release in `note`.
    let arrivals = ARRIVALS.load(Ordering::Acquire);
    let is_news = std::mem::replace(told, arrivals) != arrivals;
    // Relaxed: a setting. Acquire: as above.
    if is_news
        && INTERRUPTS.load(Ordering::Relaxed)
        && ARRIVED.load(Ordering::Acquire) & bit(libc::SIGINT) != 0
    {
        shared.family.state::<Visits<R>>().interrupt();
    }
}

/// As long as this exists, the watcher does nothing, and no signal arrives at this thread.
pub(crate) struct Still {
    _busy: MutexGuard<'static, ()>,
    unwanted: Option<Signals>,
}

impl Drop for Still {
    fn drop(&mut self) {
        if let Some(unwanted) = self.unwanted.take() {
            // It was the mask before.
            let _ = unwanted.apply(libc::SIG_SETMASK);
        }
    }
}

/// Keeps the watcher still. Signals that it wants to tell of are handled first.
pub(crate) fn keep_still<R: Runtime>(vm: &mut Vm<R>) -> Return<R, Still> {
    loop {
        vm.check_signals()?;
        match BUSY.try_lock() {
            Ok(busy) => {
                return Ok(Still { _busy: busy, unwanted: Signals::all().apply(libc::SIG_SETMASK).ok() });
            }
            Err(TryLockError::Poisoned(poisoned)) => {
                // It guards nothing but the time.
                let busy = poisoned.into_inner();
                return Ok(Still { _busy: busy, unwanted: Signals::all().apply(libc::SIG_SETMASK).ok() });
            }
            Err(TryLockError::WouldBlock) => vm.detached(|| std::thread::sleep(Duration::from_millis(1))),
        }
    }
}

impl Still {
    /// In the child of a fork: there is no watcher any more, and what arrived before arrived at the parent.
    ///
    /// Relaxed throughout: the child has one thread, and its signals are held back.
    pub(crate) fn begin_again<R: Runtime>(self, vm: &mut Vm<R>) {
        for end in [&WATCHED, &WAKE] {
            let end = end.swap(-1, Ordering::Relaxed);
            if end >= 0 {
                // SAFETY: the child's own copy of the descriptor.
                unsafe { libc::close(end) };
            }
        }
        ARRIVED.store(0, Ordering::Relaxed);
        vm.shared.interrupted.store(false, Ordering::Relaxed);
        vm.shared.state::<Started>().0.store(false, Ordering::Relaxed);
        drop(self);
        watch(vm);
        if ARRIVED.load(Ordering::Relaxed) != 0 {
            // It came before there was anybody to tell.
            vm.shared.interrupt();
        }
    }
}
