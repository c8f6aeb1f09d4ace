//! Taking a lock and giving it back: the object lock and the global lock beside parking_lot's and the
//! standard library's mutex.
//!
//! - `free`: by a thread that is alone.
//! - `contended`: by two threads at once; whoever holds the lock adds to a counter. The figure is the
//!   time for one turn of each.
//! - `spaced`: as `contended`, with 100 ns or so of other work between two turns.
//!
//! See `benches/README.md`.

mod crew;

use std::cell::UnsafeCell;
use std::hint::black_box;
use std::sync::Arc;

use crew::Crew;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use freethreaded_runtime::object_lock::{ObjectLock, Waiter};
use freethreaded_runtime::parking_lot::{Parker, ParkingLot, Patience};
use gil_runtime::lock::GlobalLock;
use refcount::ThreadId;

/// A member of the crew, as each lock wants to know it.
struct Me {
    id: ThreadId,
    parker: Arc<Parker>,
}

impl Me {
    fn new(member: usize) -> Self {
        let number = u32::try_from(member + 1).expect("a small number");
        Self { id: ThreadId::from_number(number).expect("not zero"), parker: Arc::default() }
    }
}

impl Waiter for Me {
    fn parker(&self) -> &Arc<Parker> {
        &self.parker
    }

    fn detached<R>(&self, sleep: impl FnOnce() -> R) -> R {
        sleep()
    }
}

/// A contender: something that one at a time may hold.
trait Lock: Default + Send + Sync + 'static {
    const NAME: &'static str;
    fn with(&self, me: &Me, section: impl FnOnce());
}

#[derive(Default)]
struct Object {
    lock: ObjectLock,
    lot: Lot,
}

struct Lot(ParkingLot);

impl Default for Lot {
    fn default() -> Self {
        Self(ParkingLot::new(256, Patience::default()))
    }
}

impl Lock for Object {
    const NAME: &'static str = "object lock";
    #[inline(always)]
    fn with(&self, me: &Me, section: impl FnOnce()) {
        let lock = black_box(&self.lock);
        lock.lock(&self.lot.0, me);
        section();
        lock.unlock(&self.lot.0);
    }
}

impl Lock for GlobalLock {
    const NAME: &'static str = "global lock";
    #[inline(always)]
    fn with(&self, me: &Me, section: impl FnOnce()) {
        let lock = black_box(self);
        lock.acquire(me.id);
        section();
        lock.release(me.id);
    }
}

impl Lock for parking_lot::Mutex<()> {
    const NAME: &'static str = "parking_lot";
    #[inline(always)]
    fn with(&self, _me: &Me, section: impl FnOnce()) {
        let guard = black_box(self).lock();
        section();
        drop(guard);
    }
}

impl Lock for std::sync::Mutex<()> {
    const NAME: &'static str = "std";
    #[inline(always)]
    fn with(&self, _me: &Me, section: impl FnOnce()) {
        let guard = black_box(self).lock();
        section();
        drop(guard);
    }
}

/// What the holder adds to.
#[derive(Default)]
struct Counter(UnsafeCell<u64>);

// SAFETY: `add` is called by the holder of a lock only, one at a time.
unsafe impl Sync for Counter {}

impl Counter {
    #[inline(always)]
    fn add(&self) {
        // SAFETY: the caller holds the lock.
        unsafe { *self.0.get() += 1 }
    }
}

/// About 100 ns of work that touches nothing others do.
fn elsewhere() {
    for step in 0..100_u64 {
        black_box(step);
    }
}

fn alone<L: Lock>(group: &mut BenchmarkGroup<'_, WallTime>) {
    let (lock, me) = (L::default(), Me::new(0));
    group.bench_function(L::NAME, |bencher| bencher.iter(|| lock.with(&me, || ())));
}

fn together<L: Lock>(group: &mut BenchmarkGroup<'_, WallTime>, crew: &Crew, between: fn()) {
    let shared = Arc::new((L::default(), Counter::default()));
    group.bench_function(L::NAME, |bencher| {
        bencher.iter_custom(|turns| {
            let shared = Arc::clone(&shared);
            crew.run(move |member| {
                let me = Me::new(member);
                for _ in 0..turns {
                    shared.0.with(&me, || shared.1.add());
                    between();
                }
            })
        });
    });
}

fn locks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("locks/free");
    alone::<Object>(&mut group);
    alone::<GlobalLock>(&mut group);
    alone::<parking_lot::Mutex<()>>(&mut group);
    alone::<std::sync::Mutex<()>>(&mut group);
    group.finish();

    let crew = Crew::new(2);
    for (name, between) in [("locks/contended", (|| ()) as fn()), ("locks/spaced", elsewhere)] {
        let mut group = criterion.benchmark_group(name);
        together::<Object>(&mut group, &crew, between);
        together::<GlobalLock>(&mut group, &crew, between);
        together::<parking_lot::Mutex<()>>(&mut group, &crew, between);
        together::<std::sync::Mutex<()>>(&mut group, &crew, between);
        group.finish();
    }
}

criterion_group!(benches, locks);
criterion_main!(benches);
