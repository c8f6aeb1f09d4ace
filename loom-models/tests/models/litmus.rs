//! What a green model means: which of the outcomes that a weak memory allows loom explores.
//!
//! | shape | weak outcome in C11 | loom | so a model |
//! |---|---|---|---|
//! | store buffering, relaxed, or by `swap(AcqRel)` and load | allowed | seen | is right |
//! | store buffering, SeqCst accesses | forbidden | SEEN | fails without cause |
//! | store buffering, `fence(SeqCst)` | forbidden | not seen | is right |
//! | store buffering, the load made a `fetch_add(0)` | allowed | NOT SEEN | may pass without cause |
//! | load buffering, relaxed | allowed | NOT SEEN | may pass without cause |
//! | message passing, relaxed | allowed | seen | is right |
//! | message passing, release and acquire, by accesses or by fences | forbidden | not seen | is right |
//! | message passing through another thread's relaxed read-modify-write | forbidden | not seen | is right |
//! | independent reads of independent writes, release and acquire | allowed | seen | is right |
//! | the same, SeqCst accesses | forbidden | SEEN | fails without cause |
//! | reading one word twice | coherent | coherent | is right |
//! | a word that its writer loads before it stores, read by another thread | all orders | NOT ALL SEEN | may pass without cause |
//! | `compare_exchange_weak` failing for no reason | allowed | NOT SEEN | may pass without cause |
//!
//! The core needs no total order of accesses, so it has no SeqCst, and every weak exchange in it stands
//! in a loop that does not care why it failed. What load buffering could do is not checked.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use sync::atomic::{AtomicUsize, Ordering, Ordering::*, fence};
use sync::thread;

type Words = sync::Arc<[AtomicUsize; 2]>;
type Outcomes = BTreeSet<Vec<usize>>;

/// Every combination of what the threads answer.
fn outcomes<const THREADS: usize>(threads: [fn(&[AtomicUsize; 2]) -> usize; THREADS]) -> Outcomes {
    let seen = Arc::new(Mutex::new(Outcomes::new()));
    let all = Arc::clone(&seen);
    loom::model(move || {
        let words: Words = sync::Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
        let running = threads.map(|body| {
            let words = Words::clone(&words);
            thread::spawn(move || body(&words))
        });
        let outcome = running.into_iter().map(|thread| thread.join().unwrap()).collect();
        all.lock().unwrap().insert(outcome);
    });
    Arc::try_unwrap(seen).unwrap().into_inner().unwrap()
}

fn store_then_load<const MINE: usize>(words: &[AtomicUsize; 2], store: Ordering, load: Ordering) -> usize {
    words[MINE].store(1, store);
    words[1 - MINE].load(load)
}

const NEITHER_SAW_THE_OTHER: [usize; 2] = [0, 0];

#[test]
fn store_buffering_relaxed() {
    let seen = outcomes([
        |words| store_then_load::<0>(words, Relaxed, Relaxed),
        |words| store_then_load::<1>(words, Relaxed, Relaxed),
    ]);
    assert!(seen.contains(&NEITHER_SAW_THE_OTHER[..]));
}

#[test]
fn store_buffering_by_swap() {
    fn swap_then_load<const MINE: usize>(words: &[AtomicUsize; 2]) -> usize {
        words[MINE].swap(1, AcqRel);
        words[1 - MINE].load(Acquire)
    }
    assert!(outcomes([swap_then_load::<0>, swap_then_load::<1>]).contains(&NEITHER_SAW_THE_OTHER[..]));
}

#[test]
fn store_buffering_by_seqcst_accesses_is_a_false_alarm() {
    let seen = outcomes([
        |words| store_then_load::<0>(words, SeqCst, SeqCst),
        |words| store_then_load::<1>(words, SeqCst, SeqCst),
    ]);
    assert!(seen.contains(&NEITHER_SAW_THE_OTHER[..]));
}

#[test]
fn store_buffering_with_fences() {
    fn fenced<const MINE: usize>(words: &[AtomicUsize; 2]) -> usize {
        words[MINE].store(1, Relaxed);
        fence(SeqCst);
        words[1 - MINE].load(Relaxed)
    }
    assert!(!outcomes([fenced::<0>, fenced::<1>]).contains(&NEITHER_SAW_THE_OTHER[..]));
}

#[test]
fn store_buffering_with_a_read_modify_write_is_missed() {
    fn add_nothing<const MINE: usize>(words: &[AtomicUsize; 2]) -> usize {
        words[MINE].store(1, Relaxed);
        words[1 - MINE].fetch_add(0, AcqRel)
    }
    assert!(!outcomes([add_nothing::<0>, add_nothing::<1>]).contains(&NEITHER_SAW_THE_OTHER[..]));
}

#[test]
fn load_buffering_is_missed() {
    fn load_then_store<const MINE: usize>(words: &[AtomicUsize; 2]) -> usize {
        let seen = words[1 - MINE].load(Relaxed);
        words[MINE].store(1, Relaxed);
        seen
    }
    assert!(!outcomes([load_then_store::<0>, load_then_store::<1>]).contains(&[1, 1][..]));
}

fn send(words: &[AtomicUsize; 2], flag: Ordering) -> usize {
    words[0].store(1, Relaxed);
    words[1].store(1, flag);
    0
}

/// 2 × flag + message.
fn receive(words: &[AtomicUsize; 2], flag: Ordering) -> usize {
    let flag = words[1].load(flag);
    2 * flag + words[0].load(Relaxed)
}

const FLAG_WITHOUT_MESSAGE: [usize; 2] = [0, 2];

#[test]
fn message_passing_relaxed() {
    let seen = outcomes([|words| send(words, Relaxed), |words| receive(words, Relaxed)]);
    assert!(seen.contains(&FLAG_WITHOUT_MESSAGE[..]));
}

#[test]
fn message_passing_by_accesses() {
    let seen = outcomes([|words| send(words, Release), |words| receive(words, Acquire)]);
    assert!(!seen.contains(&FLAG_WITHOUT_MESSAGE[..]));
}

#[test]
fn message_passing_by_fences() {
    let seen = outcomes([
        |words| {
            words[0].store(1, Relaxed);
            fence(Release);
            words[1].store(1, Relaxed);
            0
        },
        |words| {
            let flag = words[1].load(Relaxed);
            fence(Acquire);
            2 * flag + words[0].load(Relaxed)
        },
    ]);
    assert!(!seen.contains(&FLAG_WITHOUT_MESSAGE[..]));
}

#[test]
fn message_passing_through_a_relaxed_read_modify_write() {
    let seen = outcomes([
        |words| send(words, Release),
        |words| words[1].fetch_add(1, Relaxed),
        |words| {
            let flag = words[1].load(Acquire);
            10 * flag + words[0].load(Relaxed)
        },
    ]);
    // The flag is 2 only if the increment followed the release, whose sequence it continues.
    assert!(seen.iter().any(|outcome| outcome[2] == 21) && !seen.iter().any(|outcome| outcome[2] == 20));
}

/// Whether the two readers can disagree on which word was written first. Looks at orders with few
/// interruptions only: there are too many others, and the question is whether there is one.
fn readers_disagree(store: Ordering, load: Ordering) -> bool {
    fn write<const WORD: usize>(words: &[AtomicUsize; 2], order: Ordering) -> bool {
        words[WORD].store(1, order);
        false
    }
    fn saw_only<const WORD: usize>(words: &[AtomicUsize; 2], order: Ordering) -> bool {
        words[WORD].load(order) == 1 && words[1 - WORD].load(order) == 0
    }
    let seen = Arc::new(Mutex::new(false));
    let any = Arc::clone(&seen);
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2);
    model.check(move || {
        let words: Words = sync::Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
        let spawn = |body: fn(&[AtomicUsize; 2], Ordering) -> bool, order| {
            let words = Words::clone(&words);
            thread::spawn(move || body(&words, order))
        };
        let threads = [spawn(write::<0>, store), spawn(write::<1>, store), spawn(saw_only::<0>, load)];
        let here = saw_only::<1>(&words, load);
        let there = threads.map(|thread| thread.join().unwrap());
        *any.lock().unwrap() |= here && there[2];
    });
    *seen.lock().unwrap()
}

#[test]
fn independent_reads_by_acquire() {
    assert!(readers_disagree(Release, Acquire));
}

#[test]
fn independent_reads_by_seqcst_accesses_is_a_false_alarm() {
    assert!(readers_disagree(SeqCst, SeqCst));
}

#[test]
fn one_word_is_coherent() {
    let seen = outcomes([
        |words| {
            words[0].store(1, Relaxed);
            words[0].store(2, Relaxed);
            0
        },
        |words| 10 * words[0].load(Relaxed) + words[0].load(Relaxed),
    ]);
    let twice: BTreeSet<_> = seen.iter().map(|outcome| outcome[1]).collect();
    assert_eq!(twice, BTreeSet::from([0, 1, 2, 11, 12, 22]));
}

/// loom reorders a store with the last load of its word and remembers no load before that. If the last
/// one is the writer's own, nothing is reordered; so a writer in the core keeps what it wrote itself.
#[test]
fn a_store_after_a_load_of_its_own_is_not_reordered() {
    let read: fn(&[AtomicUsize; 2]) -> usize = |words| words[0].load(Relaxed);
    let stored = outcomes([read, |words| {
        words[0].store(1, Relaxed);
        0
    }]);
    assert_eq!(stored, [vec![0, 0], vec![1, 0]].into());
    let loaded_and_stored = outcomes([read, |words| {
        words[0].store(words[0].load(Relaxed) + 1, Relaxed);
        0
    }]);
    assert_eq!(loaded_and_stored.len(), 1, "loom has learned it: {loaded_and_stored:?}");
}

#[test]
fn a_weak_exchange_never_fails_for_no_reason() {
    let seen = outcomes([
        |words| usize::from(words[0].compare_exchange_weak(0, 1, Relaxed, Relaxed).is_ok()),
        |words| words[1].load(Relaxed),
    ]);
    assert!(seen.iter().all(|outcome| outcome[0] == 1));
}
