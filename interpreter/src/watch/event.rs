//! What `sys.monitoring` tells tools of, by the bits that name it.

use std::ops::{BitOr, Not};

/// Something that happens in a running program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Event {
    /// A function begins.
    PyStart,
    /// A generator or coroutine goes on.
    PyResume,
    /// A function is about to return.
    PyReturn,
    /// A generator or coroutine is about to be suspended.
    PyYield,
    /// Something is about to be called.
    Call,
    /// An instruction of another line is about to be executed.
    Line,
    /// An instruction is about to be executed.
    Instruction,
    /// An unconditional jump was made.
    Jump,
    /// A conditional jump was not made.
    BranchLeft,
    /// A conditional jump was made.
    BranchRight,
    /// A generator that is looped over has returned.
    StopIteration,
    /// An exception is raised, or arrives from a call.
    Raise,
    /// An exception was caught.
    ExceptionHandled,
    /// A function is left for an exception.
    PyUnwind,
    /// A generator or coroutine goes on with an exception.
    PyThrow,
    /// An exception that was caught is raised again.
    Reraise,
    /// Something that is no Python function has returned.
    CReturn,
    /// Something that is no Python function has raised.
    CRaise,
}

/// The events and the bit of each.
pub const EVENTS: [(&str, Event); 18] = [
    ("PY_START", Event::PyStart),
    ("PY_RESUME", Event::PyResume),
    ("PY_RETURN", Event::PyReturn),
    ("PY_YIELD", Event::PyYield),
    ("CALL", Event::Call),
    ("LINE", Event::Line),
    ("INSTRUCTION", Event::Instruction),
    ("JUMP", Event::Jump),
    ("BRANCH_LEFT", Event::BranchLeft),
    ("BRANCH_RIGHT", Event::BranchRight),
    ("STOP_ITERATION", Event::StopIteration),
    ("RAISE", Event::Raise),
    ("EXCEPTION_HANDLED", Event::ExceptionHandled),
    ("PY_UNWIND", Event::PyUnwind),
    ("PY_THROW", Event::PyThrow),
    ("RERAISE", Event::Reraise),
    ("C_RETURN", Event::CReturn),
    ("C_RAISE", Event::CRaise),
];

/// The older name of both ways a conditional jump may go.
pub const BRANCH: u8 = 18;

impl Event {
    /// Its name in Python.
    pub fn name(self) -> &'static str {
        EVENTS[self as usize].0
    }

    /// The event with this number.
    pub fn numbered(number: usize) -> Option<Event> {
        EVENTS.get(number).map(|(_, event)| *event)
    }

    /// Whether it happens at an instruction, and can be left out there.
    pub fn is_local(self) -> bool {
        self as u8 <= Event::StopIteration as u8
    }
}

/// A set of events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Events(pub u32);

impl Events {
    /// No events.
    pub const NONE: Events = Events(0);
    /// Those that happen at an instruction.
    pub const LOCAL: Events = Events((1 << (Event::StopIteration as u32 + 1)) - 1);
    /// What a call of something that is no Python function comes to: told of with `Call`.
    pub const OUTCOMES: Events = Events::of(Event::CReturn).with(Event::CRaise);
    /// Both ways a conditional jump may go.
    pub const BRANCHES: Events = Events::of(Event::BranchLeft).with(Event::BranchRight);

    /// One event.
    pub const fn of(event: Event) -> Events {
        Events(1 << event as u32)
    }

    /// One more.
    #[must_use]
    pub const fn with(self, event: Event) -> Events {
        Events(self.0 | 1 << event as u32)
    }

    /// Whether the event is among them.
    #[inline]
    pub const fn has(self, event: Event) -> bool {
        self.0 & 1 << event as u32 != 0
    }

    /// Whether any of `others` is among them.
    pub const fn meets(self, others: Events) -> bool {
        self.0 & others.0 != 0
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Events {
    type Output = Events;
    fn bitor(self, other: Events) -> Events {
        Events(self.0 | other.0)
    }
}

impl Not for Events {
    type Output = Events;
    fn not(self) -> Events {
        Events(!self.0)
    }
}
