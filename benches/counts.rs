//! One more reference and one less: what each counting discipline takes for it, beside `Rc` and `Arc`.
//!
//! - `owner`: by the thread that made the object, which nobody else has.
//! - `other`: by another thread, alone.
//! - `immortal`: of an object that is not counted.
//! - `contended`: by two threads at once, of one object. The figure is the time for a pair by each.
//!
//! `Rc` and `Arc` clone and drop; the counting words retain and release. See `benches/README.md`.

mod crew;

use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;

use crew::Crew;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use refcount::{Atomic, Biased, Count, Fate, Plain, ThreadId};

fn thread(number: usize) -> ThreadId {
    ThreadId::from_number(u32::try_from(number).expect("a small number")).expect("not zero")
}

/// A contender: something that is referred to.
trait Counted {
    const NAME: &'static str;
    /// With one reference, held by the first thread.
    fn one() -> Self;
    /// One reference more and one less.
    fn pair(&self, me: ThreadId);
}

/// Where a program would free; here no reference is the last one.
#[cold]
fn ended() {
    panic!("the object died");
}

macro_rules! words {
    ($($word:ident),*) => {
        $(impl Counted for $word {
            const NAME: &'static str = <$word as Count>::NAME;
            fn one() -> Self {
                <$word as Count>::new(thread(1))
            }
            #[inline(always)]
            fn pair(&self, me: ThreadId) {
                Count::retain(black_box(self), me);
                if Count::release(black_box(self), me) != Fate::Alive {
                    ended();
                }
            }
        })*
    };
}

words!(Plain, Atomic, Biased);

macro_rules! pointers {
    ($($pointer:ident $name:literal),*) => {
        $(impl Counted for $pointer<u64> {
            const NAME: &'static str = $name;
            fn one() -> Self {
                $pointer::new(1)
            }
            #[inline(always)]
            fn pair(&self, _me: ThreadId) {
                drop(black_box($pointer::clone(black_box(self))));
            }
        })*
    };
}

pointers!(Rc "Rc", Arc "Arc");

fn alone<C: Counted>(group: &mut BenchmarkGroup<'_, WallTime>, counted: &C, me: ThreadId) {
    group.bench_function(C::NAME, |bencher| bencher.iter(|| counted.pair(me)));
}

fn together<C: Counted + Send + Sync + 'static>(group: &mut BenchmarkGroup<'_, WallTime>, crew: &Crew) {
    let counted = Arc::new(C::one());
    group.bench_function(C::NAME, |bencher| {
        bencher.iter_custom(|pairs| {
            let counted = Arc::clone(&counted);
            crew.run(move |member| {
                let me = thread(1 + member);
                for _ in 0..pairs {
                    counted.pair(me);
                }
            })
        });
    });
}

fn counts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("counts/owner");
    alone(&mut group, &Rc::one(), thread(1));
    alone(&mut group, &Arc::one(), thread(1));
    alone(&mut group, &Plain::one(), thread(1));
    alone(&mut group, &Atomic::one(), thread(1));
    alone(&mut group, &Biased::one(), thread(1));
    group.finish();

    let mut group = criterion.benchmark_group("counts/other");
    alone(&mut group, &Arc::one(), thread(2));
    alone(&mut group, &Atomic::one(), thread(2));
    // The other thread has a reference of its own, or each release would ask the owner.
    let biased = Biased::one();
    biased.retain(thread(2));
    alone(&mut group, &biased, thread(2));
    group.finish();

    let mut group = criterion.benchmark_group("counts/immortal");
    alone(&mut group, &Plain::immortal(), thread(1));
    alone(&mut group, &Atomic::immortal(), thread(1));
    alone(&mut group, &Biased::immortal(), thread(1));
    group.finish();

    let crew = Crew::new(2);
    let mut group = criterion.benchmark_group("counts/contended");
    together::<Arc<u64>>(&mut group, &crew);
    together::<Atomic>(&mut group, &crew);
    together::<Biased>(&mut group, &crew);
    group.finish();
}

criterion_group!(benches, counts);
criterion_main!(benches);
