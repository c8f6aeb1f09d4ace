//! The subscriber: from a `tracing` callsite to a record in this thread's ring.
//!
//! A callsite is asked once, when it is first met, whether it is wanted, and answers from then on
//! without asking. A span's id is the address of its callsite's metadata: two spans of one callsite need
//! no telling apart, because the spans of a thread nest and a ring belongs to one thread.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
    span::{Attributes, Id, Record as Values},
    subscriber::Interest,
};

use super::{
    clock::Clock,
    recording::{Kind, Lane, Recording},
    ring::{Contents, Ring, Writer},
};

/// Two bits above an argument's value say what it is.
pub(super) mod argument {
    pub(crate) const VALUE: u64 = (1 << 62) - 1;
    pub(crate) const NUMBER: u64 = 0b00 << 62;
    pub(crate) const FLAG: u64 = 0b01 << 62;
    pub(crate) const TEXT: u64 = 0b10 << 62;
    pub(crate) const NONE: u64 = 0b11 << 62;
}

/// A subscriber that records every event and span whose target begins with `granular::`.
///
/// Clones record into the same recording.
#[derive(Clone, Debug)]
pub struct Recorder {
    shared: Arc<Shared>,
}

/// Another subscriber is already there.
#[derive(Clone, Copy, Debug)]
pub struct Taken;

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("another subscriber already receives this process's events")
    }
}

impl std::error::Error for Taken {}

#[derive(Debug)]
struct Shared {
    clock: Clock,
    capacity: usize,
    sites: Mutex<HashMap<u64, &'static Metadata<'static>>>,
    threads: Mutex<Vec<Recorded>>,
}

/// One thread's ring, or what is left of it.
#[derive(Debug)]
struct Recorded {
    name: String,
    ring: Source,
}

#[derive(Debug)]
enum Source {
    Live(Arc<Ring>),
    Ended(Contents),
}

impl Recorder {
    /// A recorder that keeps the last `capacity` records of each thread, rounded up to a power of two.
    pub fn new(capacity: usize) -> Self {
        let shared =
            Shared { clock: Clock::start(), capacity, sites: Mutex::default(), threads: Mutex::default() };
        Self { shared: Arc::new(shared) }
    }

    /// Records for the whole process, from now to its end.
    pub fn install(&self) -> Result<(), Taken> {
        tracing::subscriber::set_global_default(self.clone()).map_err(|_| Taken)
    }

    /// What has been recorded so far, of ended threads and of those still at work.
    pub fn recording(&self) -> Recording {
        let sites = lock(&self.shared.sites);
        let scale = self.shared.clock.scale();
        let lanes = lock(&self.shared.threads)
            .iter()
            .map(|thread| {
                let live;
                let contents = match &thread.ring {
                    Source::Ended(contents) => contents,
                    Source::Live(ring) => {
                        live = ring.contents();
                        &live
                    }
                };
                Lane::decode(&thread.name, contents, scale, &sites)
            })
            .collect();
        Recording { lanes }
    }

    /// Runs `work` with the calling thread's lane of this recorder, beginning it at the first call.
    ///
    /// A thread that is being torn down has lost its lane; its last records go with it.
    #[inline]
    fn with_lane(&self, work: impl Fn(&OwnLane)) {
        let _ = LANE.try_with(|slot| {
            if let Some(lane) = &*slot.borrow()
                && Arc::ptr_eq(&lane.shared, &self.shared)
            {
                return work(lane);
            }
            slot.replace(Some(OwnLane::begin(&self.shared)));
            if let Some(lane) = &*slot.borrow() {
                work(lane);
            }
        });
    }

    #[inline]
    fn push(&self, lane: &OwnLane, site: u64, kind: Kind, [first, second]: Words) {
        lane.writer.push([self.shared.clock.ticks(), site | kind as u64, first, second]);
    }
}

thread_local! {
    static LANE: RefCell<Option<OwnLane>> = const { RefCell::new(None) };
}

/// The emitting thread's end of its ring.
struct OwnLane {
    shared: Arc<Shared>,
    index: usize,
    writer: Writer,
    /// The arguments of a span that has been made and is entered next.
    pending: Cell<Words>,
}

/// The arguments of one record.
type Words = [u64; events::MOST_FIELDS];

const NO_ARGUMENTS: Words = [argument::NONE; events::MOST_FIELDS];

impl OwnLane {
    fn begin(shared: &Arc<Shared>) -> Self {
        let writer = Writer::new(shared.capacity);
        let mut threads = lock(&shared.threads);
        let index = threads.len();
        let name = thread::current().name().map_or_else(|| format!("thread {index}"), str::to_owned);
        threads.push(Recorded { name, ring: Source::Live(writer.ring().clone()) });
        Self { shared: shared.clone(), index, writer, pending: Cell::new(NO_ARGUMENTS) }
    }
}

impl Drop for OwnLane {
    /// The thread ends, or goes over to another recorder: keep the records, give back the ring.
    fn drop(&mut self) {
        lock(&self.shared.threads)[self.index].ring = Source::Ended(self.writer.ring().contents());
    }
}

impl Subscriber for Recorder {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if !self.enabled(metadata) {
            return Interest::never();
        }
        lock(&self.shared.sites).insert(site(metadata), metadata);
        Interest::always()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("granular::")
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        if !span.fields().is_empty() {
            self.with_lane(|lane| {
                let mut arguments = Arguments::of(lane.writer.ring());
                span.record(&mut arguments);
                lane.pending.set(arguments.words);
            });
        }
        Id::from_u64(site(span.metadata()))
    }

    fn record(&self, _span: &Id, _values: &Values<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.with_lane(|lane| {
            let mut arguments = Arguments::of(lane.writer.ring());
            // The one field that every event has is its message, which repeats its name.
            if event.metadata().fields().len() > 1 {
                event.record(&mut arguments);
            }
            self.push(lane, site(event.metadata()), Kind::Event, arguments.words);
        });
    }

    fn enter(&self, span: &Id) {
        self.with_lane(|lane| {
            let arguments = lane.pending.replace(NO_ARGUMENTS);
            self.push(lane, span.into_u64(), Kind::Begin, arguments);
        });
    }

    fn exit(&self, span: &Id) {
        self.with_lane(|lane| self.push(lane, span.into_u64(), Kind::End, NO_ARGUMENTS));
    }
}

/// The callsite as a number: the address of its metadata, whose low bits are free for the [`Kind`].
fn site(metadata: &Metadata<'_>) -> u64 {
    const { assert!(align_of::<Metadata<'static>>() > Kind::MASK as usize) };
    std::ptr::from_ref(metadata).addr() as u64
}

struct Arguments<'a> {
    ring: &'a Ring,
    words: Words,
    next: usize,
}

impl<'a> Arguments<'a> {
    fn of(ring: &'a Ring) -> Self {
        Self { ring, words: NO_ARGUMENTS, next: 0 }
    }

    fn push(&mut self, tag: u64, value: u64) {
        debug_assert!(
            self.next < events::MOST_FIELDS,
            "a record has room for {} fields",
            events::MOST_FIELDS
        );
        if let Some(word) = self.words.get_mut(self.next) {
            *word = tag | value.min(argument::VALUE);
        }
        self.next += 1;
    }
}

impl Visit for Arguments<'_> {
    fn record_u64(&mut self, _field: &Field, value: u64) {
        self.push(argument::NUMBER, value);
    }

    fn record_bool(&mut self, _field: &Field, value: bool) {
        self.push(argument::FLAG, value.into());
    }

    fn record_str(&mut self, _field: &Field, value: &str) {
        self.push(argument::TEXT, self.ring.intern(value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() != "message" {
            self.push(argument::TEXT, self.ring.intern(&format!("{value:?}")));
        }
    }
}

/// Poisoning is ignored: nothing here leaves a map or a list half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
