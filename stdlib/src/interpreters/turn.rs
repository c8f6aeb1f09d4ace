//! Whose turn it is in an interpreter: one thread at a time is in the place of its main thread.
//!
//! While nobody is in the interpreter, what it takes to enter it lies here. Whoever enters takes it out and brings it back,
//! so that there is nothing that two could take (X2). An interpreter may also be *kept*: by references that are counted
//! here, because those who have them are in other interpreters. Without any it ends, and the crux is who ends it: whoever
//! gives up the last reference, or, if another thread is inside at that moment, that other thread when it leaves (X4).

use sync::Mutex;

/// One thread at a time; `T` is what it takes to enter.
pub struct Turn<T> {
    standing: Mutex<Standing<T>>,
}

struct Standing<T> {
    place: Place<T>,
    /// How many references keep it.
    references: usize,
    /// Whether it ends without any.
    kept: bool,
    /// The last reference was given up while somebody was inside.
    unwanted: bool,
}

enum Place<T> {
    /// Nobody is inside.
    Free(T),
    /// Somebody is.
    Taken,
    /// Nobody will be any more, but for who ends it.
    Ended,
}

/// Why a thread may not enter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// Another thread is inside.
    Taken,
    /// The interpreter has ended, or is being ended.
    Ended,
}

impl<T> Turn<T> {
    /// The turn of an interpreter that is entered with `entry`.
    pub fn free(entry: T) -> Self {
        Self::at(Place::Free(entry))
    }

    /// The turn of an interpreter that somebody is in and never leaves.
    pub fn taken() -> Self {
        Self::at(Place::Taken)
    }

    fn at(place: Place<T>) -> Self {
        Turn { standing: Mutex::new(Standing { place, references: 0, kept: false, unwanted: false }) }
    }

    /// Enters. Who does gives what it was given [back](Self::leave).
    pub fn enter(&self) -> Result<T, Refused> {
        self.standing.lock().take(Place::Taken)
    }

    /// Enters for the last time, to end the interpreter.
    pub fn end(&self) -> Result<T, Refused> {
        self.standing.lock().take(Place::Ended)
    }

    /// Leaves. Answers what was given if the caller is to end the interpreter (X4).
    #[must_use = "what is answered must be ended"]
    pub fn leave(&self, entry: T) -> Option<T> {
        let mut standing = self.standing.lock();
        if standing.unwanted {
            standing.place = Place::Ended;
            return Some(entry);
        }
        standing.place = Place::Free(entry);
        None
    }

    /// Whether somebody is inside.
    pub fn is_taken(&self) -> bool {
        matches!(self.standing.lock().place, Place::Taken)
    }

    /// From now on it ends when the last reference is given up.
    pub fn keep(&self) {
        self.standing.lock().kept = true;
    }

    /// One reference more; false if it has ended.
    pub fn retain(&self) -> bool {
        let mut standing = self.standing.lock();
        if matches!(standing.place, Place::Ended) {
            return false;
        }
        standing.references += 1;
        standing.unwanted = false;
        true
    }

    /// One reference less. Answers what it takes to enter if the caller is to end the interpreter (X4).
    #[must_use = "what is answered must be ended"]
    pub fn release(&self) -> Option<T> {
        let mut standing = self.standing.lock();
        standing.references = standing.references.saturating_sub(1);
        if standing.references > 0 || !standing.kept {
            return None;
        }
        match standing.take(Place::Ended) {
            Ok(entry) => Some(entry),
            Err(refused) => {
                standing.unwanted = refused == Refused::Taken;
                None
            }
        }
    }
}

impl<T> Standing<T> {
    fn take(&mut self, next: Place<T>) -> Result<T, Refused> {
        match std::mem::replace(&mut self.place, next) {
            Place::Free(entry) => Ok(entry),
            Place::Taken => {
                self.place = Place::Taken;
                Err(Refused::Taken)
            }
            Place::Ended => {
                self.place = Place::Ended;
                Err(Refused::Ended)
            }
        }
    }
}
