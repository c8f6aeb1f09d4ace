//! Whole runtimes under schedules that are drawn by chance and can be played again.
//!
//! A model explores everything that a few operations of two or three threads can come to. What eight threads come to that
//! use lists, dicts and locks, start and end, collect and stop the world is more than can be explored. So it is drawn:
//! a seed says what the threads of a program do ([`program`]) and who of them goes on at each of the moments at which they
//! could notice each other, which is shuttle's to decide. What runs is the source that ships, from the counts to the
//! containers, the heap and crossbeam-epoch included ([`play`]); the interpreter is not part of it. A schedule is
//! sequentially consistent: what weak memory allows is the models'.

pub mod play;
pub mod probe;
pub mod program;
pub mod subject;

use freethreaded_runtime::FreeThreaded;
use gil_runtime::Gil;
use program::Program;
use refcount::{Atomic, Biased};
use shuttle::scheduler::{PctScheduler, RandomScheduler};
use shuttle::{Config, FailurePersistence, Runner};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::{Arc, Once};

/// What a program runs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Runtime {
    /// With the global lock.
    Gil,
    /// Without, and with biased counts.
    Biased,
    /// Without, and with atomic counts.
    Atomic,
}

impl Runtime {
    /// All of them.
    pub const ALL: [Runtime; 3] = [Runtime::Gil, Runtime::Biased, Runtime::Atomic];

    /// By which it is chosen.
    pub fn name(self) -> &'static str {
        match self {
            Runtime::Gil => "gil",
            Runtime::Biased => "biased",
            Runtime::Atomic => "atomic",
        }
    }

    fn play(self, program: &Program) {
        match self {
            Runtime::Gil => play::play::<Gil>(program),
            Runtime::Biased => play::play::<FreeThreaded<Biased>>(program),
            Runtime::Atomic => play::play::<FreeThreaded<Atomic>>(program),
        }
    }
}

/// For each thread. Frames of a debug build are large.
const STACK: usize = 1 << 20;
/// Who goes on at few moments only, but at those the wrong one (Burckhardt et al., "A randomized scheduler with
/// probabilistic guarantees of finding bugs", ASPLOS 2010).
const CHANGES: usize = 3;

/// Plays a program under so many schedules of a seed, half of them drawn evenly and half with few changes; what went wrong
/// first, if anything did.
pub fn explore(program: &Program, runtime: Runtime, seed: u64, schedules: usize) -> Result<(), String> {
    hear();
    let program = Arc::new(program.clone());
    // On a thread of its own: shuttle plays no more on one on which a schedule has failed.
    let player = std::thread::spawn(move || {
        let played = catch_unwind(AssertUnwindSafe(|| {
            let even = RandomScheduler::new_from_seed(seed, schedules.div_ceil(2));
            run(even, runtime, &program);
            if schedules > 1 {
                run(PctScheduler::new_from_seed(seed, CHANGES, schedules / 2), runtime, &program);
            }
        }));
        played.map_err(|_| FIRST_WORDS.take().unwrap_or_else(|| "a panic that says nothing".into()))
    });
    player.join().unwrap_or_else(|_| Err("the player panicked".into()))
}

std::thread_local! {
    /// What the first panic said on this thread of the system, which plays a whole schedule.
    static FIRST_WORDS: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Notes from now on what panics say; shuttle answers the last one, which is seldom what went wrong.
fn hear() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            let said = info.payload_as_str().unwrap_or("a panic without a message");
            FIRST_WORDS.with_borrow_mut(|first| _ = first.get_or_insert_with(|| said.to_owned()));
            before(info);
        }));
    });
}

fn run(scheduler: impl shuttle::scheduler::Scheduler + 'static, runtime: Runtime, program: &Arc<Program>) {
    let mut config = Config::new();
    config.stack_size = STACK;
    config.failure_persistence = FailurePersistence::None;
    config.silence_warnings = true;
    // Of a failed schedule nothing is unwound that would run on.
    config.ungraceful_shutdown_config.immediately_return_on_panic = true;
    let program = Arc::clone(program);
    Runner::new(scheduler, config).run(move || runtime.play(&program));
}
