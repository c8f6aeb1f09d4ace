use refcount::{Count, Fate, Here, ThreadId};
use sync::Mutex;
use sync::atomic::{AtomicBool, Ordering::*};
use sync::cell::Cell;

/// The thread that makes the objects of a model.
pub fn owner() -> ThreadId {
    ThreadId::from_number(1).expect("not zero")
}

/// The thread with this number that does not.
pub fn other(number: u32) -> ThreadId {
    ThreadId::from_number(10 + number).expect("not zero")
}

/// Memory for one object at a time: a count, a body, the slot it can be read from without a lock, and
/// its owner's inbox.
#[derive(Debug)]
pub struct Object<C> {
    /// The count under test.
    pub count: C,
    /// Whether the object can be found.
    pub slot: AtomicBool,
    /// Read by whoever has a reference, written when the object is made and freed: an access that is not
    /// ordered with another thread's is a race that loom reports.
    body: Cell<u32>,
    /// Written by whoever gives a reference back, before all else. It orders nothing, but loom, which knows only the last access to
    /// a word, never tries the other order of one thread's load and another's load and exchange: this has it try both (see
    /// `litmus::a_store_after_a_load_of_its_own_is_not_reordered`).
    turn: AtomicBool,
    /// How many references wait in the owner's inbox; `None` once that is closed.
    inbox: Mutex<Option<u32>>,
}

// SAFETY: the cell is loom's, which reports an access by two threads that is not ordered; that there is
// none is what the models are about. The same holds for a plain count.
unsafe impl<C> Sync for Object<C> {}

const FREE: u32 = 0;

impl<C: Count> Object<C> {
    /// An object with this body and one reference, held by its owner. It can be found.
    pub fn new(body: u32) -> Self {
        Self {
            count: C::new(owner()),
            slot: AtomicBool::new(true),
            body: Cell::new(body),
            turn: AtomicBool::new(false),
            inbox: Mutex::new(Some(0)),
        }
    }

    /// The body, for who has a reference.
    pub fn read(&self) -> u32 {
        let body = self.body.get();
        assert_ne!(body, FREE, "used after free");
        body
    }

    /// Changes the body, for who has the only reference.
    pub fn change(&self) {
        self.body.set(self.read() + 1);
    }

    /// Uses the object a last time and gives a reference back; answers how many deaths that made.
    pub fn give_back(&self, me: ThreadId) -> u32 {
        self.turn.store(true, Relaxed); // Relaxed: see there.
        self.read();
        self.owed(self.count.release(me))
    }

    /// Does what a transition of the count leaves to its caller; answers how many deaths that made.
    pub fn owed(&self, fate: Fate) -> u32 {
        match fate {
            Fate::Alive => 0,
            Fate::Dead => {
                self.free();
                1
            }
            Fate::Queue(to) => {
                assert_eq!(to, owner());
                let mut inbox = self.inbox.lock();
                if let Some(waiting) = inbox.as_mut() {
                    *waiting += 1;
                    return 0;
                }
                drop(inbox);
                self.owed(self.count.merge())
            }
            Fate::Later => unreachable!("no section is entered here"),
        }
    }

    /// Merges what is in the inbox, as its owner; answers how many deaths that made.
    pub fn empty_inbox(&self) -> u32 {
        let waiting = self.inbox.lock().as_mut().map_or(0, std::mem::take);
        (0..waiting).map(|_| self.owed(self.count.merge())).sum()
    }

    /// Ends the owner; answers how many deaths that made.
    pub fn close_inbox(&self) -> u32 {
        let mut deaths = 0;
        loop {
            let mut inbox = self.inbox.lock();
            if *inbox == Some(0) {
                *inbox = None;
                return deaths;
            }
            drop(inbox);
            deaths += self.empty_inbox();
        }
    }

    /// Reads the object without a lock, if it can be found and is alive (rule C6).
    pub fn find(&self, me: ThreadId) -> Option<(u32, u32)> {
        self.find_by(me, C::try_retain)
    }

    /// The same in the two steps in which a runtime does it.
    pub fn peek(&self, me: ThreadId) -> Option<(u32, u32)> {
        self.find_by(me, |count, me| {
            count.try_retain_here(me, || true) != Here::Elsewhere || count.try_retain(me)
        })
    }

    fn find_by(&self, me: ThreadId, try_retain: impl FnOnce(&C, ThreadId) -> bool) -> Option<(u32, u32)> {
        // Acquire: partner of the Release in `hide`, and of the object's making.
        if !self.slot.load(Acquire) || !try_retain(&self.count, me) {
            return None;
        }
        // Acquire: as above; not before the count was taken.
        if !self.slot.load(Acquire) {
            let deaths = self.owed(self.count.release(me));
            return (deaths > 0).then_some((FREE, deaths));
        }
        let body = self.read();
        Some((body, self.give_back(me)))
    }

    /// Makes the object one that cannot be found.
    pub fn hide(&self) {
        // Release: partner of the Acquire in `find`.
        self.slot.store(false, Release);
    }

    /// Uses the memory of an object that has died again, for one that cannot be found in the slot.
    pub fn make_again(&self, body: u32) {
        self.count.retire();
        self.body.set(body);
        self.count.reinit(owner());
    }

    fn free(&self) {
        assert_ne!(self.body.replace(FREE), FREE, "freed twice");
    }
}
