//! Where threads meet: by object, by source line and by what they did. Kept only by a world that was asked to.
//!
//! A thread notes what it did to objects of others, and what it waited for, in an account of its own; when it exits, the
//! accounts are added up. Which object an address stands for is looked up where all objects made since the world began are
//! listed: by thread, line and number of their making. Nothing of this is on the way of a world without a ledger but the
//! look whether there is one, where an object is made and where a count or a lock is another's.

use crate::header::Header;
use crate::runtime::Runtime;
use dashmap::DashMap;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A line of a program: the number of a piece of code, and the line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Place {
    /// The number [`Ledger::code`] gave out, or 0 where no code of the program has run yet.
    pub code: u32,
    /// The line, from 1 on.
    pub line: u32,
}

/// How a thread meets others.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Meeting {
    /// It counted a reference in a word that others count in: an atomic read-modify-write.
    Count,
    /// It counted a reference in a word of its own, for the object is counted by each thread.
    OwnCount,
    /// It took the object's lock.
    Lock,
    /// It found the object's lock taken, and waited.
    LockWait,
    /// It was the first to come after the object's owner, who takes the lock from then on.
    Revoke,
    /// It gave back for others what they had counted.
    Merge,
    /// It waited for a lock of the program, such as a `threading.Lock`.
    ProgramLock,
    /// It waited for the leave to run: for the global lock, or for a stopped world.
    Turn,
}

/// What happened how often.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Sum {
    /// Times.
    pub times: u64,
    /// Nanoseconds waited.
    pub waited: u64,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.times += other.times;
        self.waited += other.waited;
    }
}

/// Objects that are one to a reader: of one class, made on one line.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kin {
    /// The name of their class; empty if what was met in is no object.
    pub class: Arc<str>,
    /// Where they were made.
    pub made: Place,
}

/// What became known of objects of a kind.
#[derive(Clone, Default)]
pub struct Entry {
    /// The numbers of their makings: so many there were.
    pub objects: HashSet<u64>,
    /// What was done, by how and where.
    pub meetings: BTreeMap<(Meeting, Place), Sum>,
}

/// How an object was made.
#[derive(Clone, Copy)]
struct Making {
    place: Place,
    /// Tells it from others that have had its address.
    number: u64,
}

/// What a world's threads have noted.
#[derive(Default)]
pub struct Ledger {
    /// The line whose objects are not counted, of a ledger that only sees to that and notes nothing.
    uncounted: Option<(PathBuf, u32)>,
    makings: DashMap<usize, Making>,
    codes: Mutex<Vec<(Arc<str>, Arc<str>)>>,
    entries: Mutex<HashMap<Kin, Entry>>,
    threads: AtomicU32,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger").finish_non_exhaustive()
    }
}

impl Ledger {
    /// One in which nothing is noted. Objects made on a line of a file, if one is given, are immortal: what it would be worth
    /// if they were not counted can be measured against one without a line.
    pub fn silent(uncounted: Option<(PathBuf, u32)>) -> Ledger {
        Ledger { uncounted: Some(uncounted.unwrap_or_default()), ..Ledger::default() }
    }

    fn is_uncounted(&self, place: Place) -> bool {
        self.uncounted.as_ref().is_some_and(|(file, line)| {
            *line == place.line && self.code_of(place).is_some_and(|(of, _)| Path::new(&*of).ends_with(file))
        })
    }

    /// A number for a piece of code, by which [`Place`] names it: of this file, with this name.
    pub fn code(&self, file: &str, name: &str) -> u32 {
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.push((file.into(), name.into()));
        u32::try_from(codes.len()).unwrap_or(0)
    }

    /// File and name of a piece of code; nothing of the number 0.
    pub fn code_of(&self, place: Place) -> Option<(Arc<str>, Arc<str>)> {
        let codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.get((place.code as usize).checked_sub(1)?).cloned()
    }

    /// All that threads have noted which have exited.
    pub fn entries(&self) -> Vec<(Kin, Entry)> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.iter().map(|(kin, entry)| (kin.clone(), entry.clone())).collect()
    }

    fn join(&self, account: &Account) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let mut seen = account.met.borrow_mut();
        for ((number, meeting, place), sum) in account.sums.borrow_mut().drain() {
            let kin = match seen.get(&number) {
                Some(kin) => kin.clone(),
                None => Kin { class: "".into(), made: Place::default() },
            };
            let entry = entries.entry(kin).or_default();
            if number != NOBODY {
                entry.objects.insert(number);
            }
            entry.meetings.entry((meeting, place)).or_default().add(sum);
        }
        seen.clear();
    }
}

/// The number of what is no object.
const NOBODY: u64 = 0;

/// What one thread has noted.
pub struct Account {
    ledger: Arc<Ledger>,
    /// Where the thread is.
    place: Cell<Place>,
    /// The number of the object it makes next.
    next: Cell<u64>,
    sums: RefCell<HashMap<(u64, Meeting, Place), Sum>>,
    met: RefCell<HashMap<u64, Kin>>,
}

impl Account {
    /// The account of one more thread.
    pub fn open(ledger: &Arc<Ledger>) -> Box<Account> {
        // Relaxed: only uniqueness matters.
        let thread = u64::from(ledger.threads.fetch_add(1, Ordering::Relaxed));
        Box::new(Account {
            ledger: Arc::clone(ledger),
            place: Cell::default(),
            next: Cell::new(thread << 40 | 1),
            sums: RefCell::default(),
            met: RefCell::default(),
        })
    }

    /// Where the thread is from now on.
    pub fn go(&self, place: Place) {
        self.place.set(place);
    }

    /// Where the thread is.
    pub fn place(&self) -> Place {
        self.place.get()
    }

    /// An object has been made at an address. Answers whether it is not to be counted.
    pub(crate) fn made(&self, address: usize) -> bool {
        if self.ledger.uncounted.is_some() {
            return self.ledger.is_uncounted(self.place.get());
        }
        let number = self.next.get();
        self.next.set(number + 1);
        self.ledger.makings.insert(address, Making { place: self.place.get(), number });
        false
    }

    fn note(&self, number: u64, meeting: Meeting, waited: u64) {
        if self.ledger.uncounted.is_some() {
            return;
        }
        let sum = Sum { times: 1, waited };
        self.sums.borrow_mut().entry((number, meeting, self.place.get())).or_default().add(sum);
    }

    /// This thread meets others in an object that is alive.
    pub fn meet<R: Runtime>(&self, meeting: Meeting, object: &Header<R>, waited: u64) {
        if self.ledger.uncounted.is_some() {
            return;
        }
        let address = std::ptr::from_ref(object).addr();
        // What was made before there was a ledger is known by where it is.
        let making = self.ledger.makings.get(&address).map(|making| *making);
        let making = making.unwrap_or(Making { place: Place::default(), number: address as u64 | 1 << 63 });
        let kin = || Kin { class: object.shape().class().name().into(), made: making.place };
        self.met.borrow_mut().entry(making.number).or_insert_with(kin);
        self.note(making.number, meeting, waited);
    }

    /// It waits for something that is no object.
    pub fn wait(&self, meeting: Meeting, nanoseconds: u64) {
        self.note(NOBODY, meeting, nanoseconds);
    }

    /// The thread has exited.
    pub(crate) fn close(&self) {
        self.ledger.join(self);
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").finish_non_exhaustive()
    }
}
