//! What tools want to know of one code object.

use super::event::{Event, Events};
use super::monitor::TOOLS;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// What tools want to know of one code object, and what of it they have had enough of.
#[derive(Default)]
pub struct CodeWatch {
    /// The events each tool has set for this code alone.
    local: [AtomicU32; TOOLS],
    enough: Mutex<Enough>,
    /// The monitor keeps the code object alive because of this.
    listed: AtomicBool,
}

/// What tools want to hear no more of.
#[derive(Default)]
struct Enough {
    /// How often all events had been restarted when this began.
    restarts: u64,
    /// The events, by instruction and tool.
    events: HashMap<(u32, u8), Events>,
}

impl CodeWatch {
    /// The events a tool has set for this code alone.
    pub fn local(&self, tool: usize) -> Events {
        // Relaxed: set before a version is published that each thread acquires at a safepoint.
        Events(self.local[tool].load(Ordering::Relaxed))
    }

    /// The events any tool has set for this code alone.
    pub fn any(&self) -> Events {
        (0..TOOLS).fold(Events::NONE, |all, tool| all | self.local(tool))
    }

    /// Sets them; answers what they were.
    pub fn set_local(&self, tool: usize, events: Events) -> Events {
        // Relaxed: see `local`.
        Events(self.local[tool].swap(events.0, Ordering::Relaxed))
    }

    /// Whether the monitor has to keep the code object from now on, and did not before.
    pub(super) fn is_new_to_list(&self) -> bool {
        // Relaxed: changed under the monitor's lock.
        !self.listed.swap(true, Ordering::Relaxed)
    }

    /// Whether no tool wants to hear of anything in this code alone; the monitor may let go of it then.
    pub(super) fn leaves_list(&self) -> bool {
        let quiet = self.any().is_empty();
        if quiet {
            // Relaxed: as above.
            self.listed.store(false, Ordering::Relaxed);
        }
        quiet
    }

    /// A tool wants to hear no more of an event at an instruction, until the next restart.
    pub fn silence(&self, restarts: u64, instruction: u32, tool: usize, event: Event) {
        let mut enough = self.enough.lock().expect("nothing panics under it");
        if enough.restarts != restarts {
            *enough = Enough { restarts, events: HashMap::new() };
        }
        let events = enough.events.entry((instruction, tool as u8)).or_default();
        *events = events.with(event);
    }

    /// Whether a tool has had enough of an event at an instruction.
    pub fn is_silent(&self, restarts: u64, instruction: u32, tool: usize, event: Event) -> bool {
        let enough = self.enough.lock().expect("nothing panics under it");
        enough.restarts == restarts
            && enough.events.get(&(instruction, tool as u8)).is_some_and(|events| events.has(event))
    }
}
