//! Which thread is importing which module: others wait for it, unless waiting would be a deadlock.
//!
//! Two threads may each import what the other is importing. Who would close such a circle of waiting threads does not
//! wait and takes the module as far as it has come; whether it would is found out under the mutex under which a thread
//! says what it waits for, so of two that would close a circle together one comes second and sees it (M2).

use std::collections::HashMap;

use sync::{Condvar, Mutex};

/// The imports in progress.
#[derive(Default)]
pub struct Imports {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Importing thread by module.
    importing: HashMap<String, u64>,
    /// The module each waiting thread waits for.
    waiting: HashMap<u64, String>,
}

impl State {
    /// Whether the thread importing `name` waits, through others, for `ident`.
    fn would_deadlock(&self, name: &str, ident: u64) -> bool {
        let mut name = name;
        for _ in 0..=self.waiting.len() {
            match self.importing.get(name) {
                Some(&owner) if owner == ident => return true,
                Some(owner) => match self.waiting.get(owner) {
                    Some(next) => name = next,
                    None => return false,
                },
                None => return false,
            }
        }
        true
    }
}

impl Imports {
    /// Claims the import of `name`; false if another thread has it and should be waited for.
    pub fn begin(&self, name: &str, ident: u64) -> bool {
        let mut state = self.state.lock();
        if state.importing.contains_key(name) {
            return state.would_deadlock(name, ident);
        }
        state.importing.insert(name.to_owned(), ident);
        true
    }

    /// Gives the claim up.
    pub fn end(&self, name: &str, ident: u64) {
        let mut state = self.state.lock();
        // Who went on so as not to close a circle may not have the claim.
        if state.importing.get(name) == Some(&ident) {
            state.importing.remove(name);
        }
        self.changed.notify_all();
    }

    /// Whether any thread is importing `name`.
    pub fn is_imported(&self, name: &str) -> bool {
        self.state.lock().importing.contains_key(name)
    }

    /// Whether a thread other than `ident` is importing `name`.
    pub fn is_imported_by_other(&self, name: &str, ident: u64) -> bool {
        self.state.lock().importing.get(name).is_some_and(|&owner| owner != ident)
    }

    /// Waits until nobody is importing `name`, or waiting would never end. Called detached.
    pub fn wait(&self, name: &str, ident: u64) {
        let mut state = self.state.lock();
        while state.importing.get(name).is_some_and(|&owner| owner != ident)
            && !state.would_deadlock(name, ident)
        {
            state.waiting.insert(ident, name.to_owned());
            state = self.changed.wait(state);
            state.waiting.remove(&ident);
        }
    }
}
