//! Where the objects that are alive were made, and how much memory they hold: what `tracemalloc` shows.
//!
//! A thread that takes part follows where it is in a [`Trail`] of its own, and enters what it makes here, by address, with the
//! lines of its trail. The object's header then says [`Flag::KNOWN_BY_ADDRESS`](crate::Flag::KNOWN_BY_ADDRESS), so it is taken
//! out again when it dies, whoever frees it and whether or not anything is entered by then. Nothing of this is on the way of a
//! world without an inventory: whether a making is noted is asked for the [ledger](crate::ledger) too, the header is asked for
//! weak references anyway, and what a container holds is measured where it gets other memory.

use crate::attached::{Attached, Extent};
use crate::runtime::Runtime;
use crate::token::Token;
use crate::value::Value;
use dashmap::DashMap;
use dashmap::Entry::{Occupied, Vacant};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A line of a program.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Line {
    /// The number [`Inventory::file`] gave out, or 0 where no code has run.
    pub file: u32,
    /// Which one, from 1 on; 0 where no code has run.
    pub number: u32,
}

/// Where something was made.
#[derive(PartialEq, Eq, Hash, Debug)]
pub struct Traceback {
    /// The innermost lines, as many as are kept, the innermost first.
    pub lines: Box<[Line]>,
    /// How many there were.
    pub depth: usize,
}

/// Memory, and where it was got.
#[derive(Clone, Debug)]
pub struct Trace {
    /// How much it is.
    pub bytes: usize,
    /// Where it was got. Equal ones are mostly the same.
    pub traceback: Arc<Traceback>,
}

/// An object that is alive.
struct Entry {
    /// What it takes itself, and where it was made; nothing of one that is older than its entry.
    made: Option<Trace>,
    /// What its payload holds besides.
    held: usize,
    /// Where it got that, if not where it was made.
    grown: Option<Arc<Traceback>>,
}

impl Entry {
    fn bytes(&self) -> usize {
        self.held + self.made.as_ref().map_or(0, |made| made.bytes)
    }

    /// What it takes and what it holds, which is one thing if it was got at once.
    fn traces(&self) -> impl Iterator<Item = Trace> + use<> {
        let (own, apart) = match (&self.made, &self.grown) {
            (Some(made), None) => (Some(Trace { bytes: self.bytes(), ..made.clone() }), None),
            (made, grown) => (made.clone(), grown.clone()),
        };
        let apart = apart.filter(|_| self.held > 0);
        let held = self.held;
        own.into_iter().chain(apart.map(move |traceback| Trace { bytes: held, traceback }))
    }
}

/// The objects a world's threads have made since it was asked for, as far as they are alive.
#[derive(Default)]
pub struct Inventory {
    /// Whether anything is entered.
    kept: AtomicBool,
    /// How many lines of a traceback are kept.
    limit: AtomicUsize,
    entries: DashMap<usize, Entry>,
    /// So that equal tracebacks are one.
    tracebacks: DashMap<Arc<Traceback>, ()>,
    files: Mutex<Files>,
    /// What all entries come to.
    bytes: AtomicUsize,
    /// The most that has been.
    peak: AtomicUsize,
}

/// Names of files by number, which is one more than the place, and numbers by name.
#[derive(Default)]
struct Files {
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Inventory {
    /// From now on makings are entered, with so many lines of where they happen. Threads are to be told.
    pub fn begin(&self, limit: usize) {
        // What threads have entered that were told late of an end.
        self.clear();
        // Relaxed, both: whoever follows was told by what releases this.
        self.limit.store(limit, Ordering::Relaxed);
        self.kept.store(true, Ordering::Relaxed);
    }

    /// Nothing is entered any more, and nothing is known. Threads are to be told.
    pub fn end(&self) {
        // Relaxed: a thread that enters something until it is told leaves an entry, which goes with its object.
        self.kept.store(false, Ordering::Relaxed);
        self.clear();
    }

    /// Whether anything is entered.
    pub fn is_kept(&self) -> bool {
        // Relaxed: see `begin`.
        self.kept.load(Ordering::Relaxed)
    }

    /// How many lines of a traceback are kept.
    pub fn limit(&self) -> usize {
        // Relaxed: see `begin`.
        self.limit.load(Ordering::Relaxed)
    }

    /// Forgets all objects.
    pub fn clear(&self) {
        self.entries.retain(|_, entry| {
            self.subtract(entry.bytes());
            false
        });
        self.tracebacks.clear();
        self.reset_peak();
    }

    /// What is known comes to so many bytes, and has come to so many at most.
    pub fn totals(&self) -> (usize, usize) {
        // Relaxed, both: numbers by themselves.
        let bytes = self.bytes.load(Ordering::Relaxed);
        (bytes, self.peak.load(Ordering::Relaxed).max(bytes))
    }

    /// The most that has been is what is now.
    pub fn reset_peak(&self) {
        // Relaxed, both: numbers by themselves.
        self.peak.store(self.bytes.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    /// How much memory the inventory itself takes, about.
    pub fn overhead(&self) -> usize {
        let lines: usize = self.tracebacks.iter().map(|traceback| size_of_val(&*traceback.key().lines)).sum();
        let traceback = size_of::<Traceback>() + size_of::<(Arc<Traceback>, ())>();
        self.entries.capacity() * size_of::<(usize, Entry)>() + self.tracebacks.capacity() * traceback + lines
    }

    /// The number of a file, by which [`Line`] names it.
    pub fn file(&self, name: &str) -> u32 {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&number) = files.numbers.get(name) {
            return number;
        }
        let name = Arc::<str>::from(name);
        files.names.push(name.clone());
        let number = u32::try_from(files.names.len()).unwrap_or(0);
        files.numbers.insert(name, number);
        number
    }

    /// The name of a file; nothing of the number 0.
    pub fn file_name(&self, number: u32) -> Option<Arc<str>> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.names.get((number as usize).checked_sub(1)?).cloned()
    }

    /// Where the object at an address was made, if that is known.
    pub fn made(&self, address: usize) -> Option<Arc<Traceback>> {
        self.entries.get(&address)?.made.as_ref().map(|made| made.traceback.clone())
    }

    /// An object has been made of so many bytes, whose payload holds so many besides.
    pub(crate) fn enter(&self, address: usize, bytes: usize, held: usize, trail: &Trail) {
        let made = Trace { bytes, traceback: trail.traceback(self) };
        // First, so that who forgets the entry takes away what was added.
        self.add(bytes + held);
        if let Some(old) = self.entries.insert(address, Entry { made: Some(made), held, grown: None }) {
            self.subtract(old.bytes());
        }
    }

    /// The payload of the object at an address has come to hold so many bytes.
    pub(crate) fn holds(&self, address: usize, held: usize, trail: &Trail) {
        let mut entry = match self.entries.entry(address) {
            Occupied(entry) => entry.into_ref(),
            Vacant(_) if held == 0 => return,
            Vacant(entry) => entry.insert(Entry { made: None, held: 0, grown: None }),
        };
        let before = std::mem::replace(&mut entry.held, held);
        if held > before {
            self.add(held - before);
        } else {
            self.subtract(before - held);
        }
        if held != before {
            entry.grown = Some(trail.traceback(self));
        }
    }

    /// The object at an address is no more.
    pub(crate) fn remove(&self, address: usize) {
        if let Some((_, entry)) = self.entries.remove(&address) {
            self.subtract(entry.bytes());
        }
    }

    fn add(&self, bytes: usize) {
        // Relaxed, both: numbers by themselves.
        let now = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        self.peak.fetch_max(now, Ordering::Relaxed);
    }

    fn subtract(&self, bytes: usize) {
        // Relaxed: a number by itself. What is taken away was added before.
        self.bytes.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// The one traceback that is equal to this one.
    fn shared(&self, traceback: Traceback) -> Arc<Traceback> {
        self.tracebacks.entry(Arc::new(traceback)).or_insert(()).key().clone()
    }
}

impl std::fmt::Debug for Inventory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inventory").finish_non_exhaustive()
    }
}

/// The lines a thread is at, the outermost first: one for each call it is in.
#[derive(Default, Debug)]
pub struct Trail {
    lines: RefCell<Vec<Line>>,
    /// The traceback that was asked for last.
    last: RefCell<Option<Arc<Traceback>>>,
}

impl Trail {
    /// For how many calls the lines are known.
    pub fn depth(&self) -> usize {
        self.lines.borrow().len()
    }

    /// The innermost call, which is in so many others, is at this line. Those between are known.
    pub fn go(&self, depth: usize, line: Line) {
        let mut lines = self.lines.borrow_mut();
        debug_assert!(lines.len() >= depth, "calls are known from the outermost on");
        lines.truncate(depth);
        lines.push(line);
    }

    /// All calls but so many have returned.
    pub fn back(&self, depth: usize) {
        self.lines.borrow_mut().truncate(depth);
    }

    fn traceback(&self, inventory: &Inventory) -> Arc<Traceback> {
        let lines = self.lines.borrow();
        let unknown = [Line::default()];
        let lines = if lines.is_empty() { &unknown[..] } else { &lines[..] };
        let kept = lines.iter().rev().take(inventory.limit()).copied();
        let mut last = self.last.borrow_mut();
        match &*last {
            Some(last) if last.depth == lines.len() && last.lines.iter().copied().eq(kept.clone()) => {
                last.clone()
            }
            _ => {
                let traceback = Traceback { lines: kept.collect(), depth: lines.len() };
                last.insert(inventory.shared(traceback)).clone()
            }
        }
    }
}

impl<R: Runtime> Token<R> {
    /// All that is in the inventory, at one moment.
    pub fn traces(&mut self) -> Vec<Trace> {
        let attached: &Attached<R> = self;
        let Some(inventory) = attached.world().inventory.get() else { return Vec::new() };
        attached.stopped(|| inventory.entries.iter().flat_map(|entry| entry.traces()).collect())
    }

    /// How many bytes a value takes, with what its payload holds.
    pub fn size_of(&mut self, value: &Value<R>) -> usize {
        let Some(header) = value.header() else { return size_of::<Value<R>>() };
        let (runtime, thread) = (self.runtime(), self.thread());
        let own = runtime.enter_own(thread, header, self.tally());
        if !own {
            runtime.lock(thread, header, self.tally());
        }
        // SAFETY: alive, of this layout, and in a section.
        let held = unsafe { (header.layout().held)(NonNull::from(header)) };
        if own {
            runtime.leave_own(thread);
        } else {
            runtime.unlock(thread, header);
        }
        Extent::of(header).bytes() + held
    }
}
