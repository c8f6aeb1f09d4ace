//! How long others wait: for the world to stop, and for cycles to be found.
//!
//! - `stop`: from asking until the last of the other threads has stopped and let go again, with nothing done in between.
//!   The others do nothing but pass safepoints, so this is the price of the mechanism.
//! - `collect`: a collection that finds nothing, in a heap of a million lists that refer to one another, under the global
//!   lock and with the world stopped; and one that finds all of them to be garbage and frees them.
//!
//! `cargo bench --bench pauses` measures; see `benches/README.md`.

use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use freethreaded_runtime::FreeThreaded;
use gil_runtime::Gil;
use object_model::{Runtime, Token, Value, World, make};
use refcount::{Atomic, Biased};

/// Safepoints that a thread passes between two stops, at least.
const PASSES: usize = 100;

/// How much to do.
#[derive(Clone, Copy)]
struct Extent {
    stops: usize,
    objects: usize,
    collections: usize,
}

fn main() {
    // `cargo test` runs it without the word.
    let extent = if env::args().any(|word| word == "--bench") {
        Extent { stops: 5_000, objects: 1_000_000, collections: 9 }
    } else {
        Extent { stops: 20, objects: 1_000, collections: 1 }
    };
    for running in [1, 2] {
        stop(running, extent);
    }
    collect::<Gil>(extent);
    collect::<FreeThreaded<Biased>>(extent);
    collect::<FreeThreaded<Atomic>>(extent);
}

/// Stops the world again and again while so many threads run, this one among them. Each of the others has passed safepoints
/// since it was let go, so each is attached when it is asked to stop, if its processor has not been taken from it.
fn stop(running: usize, extent: Extent) {
    let world = World::new(FreeThreaded::<Biased>::default());
    let mut token = Token::attach(&world);
    let over = Arc::new(AtomicBool::new(false));
    let passed: Vec<_> = (1..running).map(|_| Arc::new(AtomicUsize::new(0))).collect();
    let others: Vec<_> = passed
        .iter()
        .map(|passed| {
            let (world, over, passed) = (world.clone(), Arc::clone(&over), Arc::clone(passed));
            thread::spawn(move || {
                let mut token = Token::attach(&world);
                // Relaxed, all: it only has to be seen some time.
                while !over.load(Relaxed) {
                    if token.poll() {
                        token.safepoint();
                    }
                    passed.fetch_add(1, Relaxed);
                }
                token.detached(|| ());
            })
        })
        .collect();
    let mut times: Vec<Duration> = (0..extent.stops)
        .map(|_| {
            for passed in &passed {
                // Relaxed, both: as above.
                let before = passed.load(Relaxed);
                while passed.load(Relaxed) < before + PASSES {
                    std::hint::spin_loop();
                }
            }
            let began = Instant::now();
            world.runtime.stop_the_world(token.thread(), token.tally(), || ());
            began.elapsed()
        })
        .collect();
    over.store(true, Relaxed); // Relaxed: as above.
    token.detached(|| others.into_iter().for_each(|other| other.join().expect("it does not panic")));
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "stop, {running} running: median {:?}, 99 % {:?}, worst {:?} of {}",
        at(0.5),
        at(0.99),
        at(1.0),
        times.len()
    );
}

/// Collects in a heap of lists, each of which holds the one before it; the first holds the last.
fn collect<R: Runtime + Default>(extent: Extent) {
    let world = World::new(R::default());
    let mut token = Token::attach(&world);
    let first = make::list::<R>(&token, vec![]).expect("there is memory");
    let mut last = first.clone();
    for number in 1..extent.objects {
        let items = vec![last.into_value(), Value::small_int(number as i64)];
        last = make::list(&token, items).expect("there is memory");
    }
    token.lock(&first).push(last.into_value()).expect("there is memory");
    let mut times: Vec<Duration> = (0..extent.collections)
        .map(|_| {
            let began = Instant::now();
            assert_eq!(token.collect_cycles(), 0);
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    drop(first);
    let began = Instant::now();
    assert_eq!(token.collect_cycles(), extent.objects);
    let freed = began.elapsed();
    println!(
        "collect, {} objects, {}: median {:?}, worst {:?}; finding and freeing all {freed:?}",
        extent.objects,
        R::NAME,
        times[times.len() / 2],
        times[times.len() - 1],
    );
    assert_eq!(token.end_world().leaked, 0);
}
