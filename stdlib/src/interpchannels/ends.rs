//! The two ends of a channel, and which interpreters use them.

use std::collections::BTreeMap;

/// An end, or both.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Both,
    Send,
    Receive,
}

impl End {
    /// The end that two flags ask for: both if they say the same.
    pub(super) fn asked(send: bool, receive: bool) -> End {
        match (send, receive) {
            (true, false) => End::Send,
            (false, true) => End::Receive,
            _ => End::Both,
        }
    }
}

/// The interpreters that have used one end, each with whether it still may. Who has given an end up never gets it back.
#[derive(Default)]
pub(super) struct Users(BTreeMap<u64, bool>);

impl Users {
    /// Lets an interpreter use the end; false if it has given it up.
    #[must_use]
    pub(super) fn admit(&mut self, interpreter: u64) -> bool {
        *self.0.entry(interpreter).or_insert(true)
    }

    fn release(&mut self, interpreter: u64) {
        self.0.insert(interpreter, false);
    }

    /// As [`release`](Self::release), if it has ever used the end.
    fn forget(&mut self, interpreter: u64) {
        self.0.entry(interpreter).and_modify(|open| *open = false);
    }

    /// Those who may use it, in the order of their numbers.
    pub(super) fn open(&self) -> impl Iterator<Item = u64> {
        self.0.iter().filter(|(_, open)| **open).map(|(interpreter, _)| *interpreter)
    }
}

/// Both ends of a channel.
#[derive(Default)]
pub(super) struct Ends {
    pub(super) send: Users,
    pub(super) receive: Users,
}

impl Ends {
    /// An interpreter gives an end up, also one that it has never used.
    pub(super) fn release(&mut self, interpreter: u64, end: End) {
        if end != End::Receive {
            self.send.release(interpreter);
        }
        if end != End::Send {
            self.receive.release(interpreter);
        }
    }

    /// An interpreter has ended.
    pub(super) fn forget(&mut self, interpreter: u64) {
        self.send.forget(interpreter);
        self.receive.forget(interpreter);
    }

    /// Whether all who have ever used an end have given it up.
    pub(super) fn are_given_up(&self) -> bool {
        let users = || [&self.send, &self.receive].into_iter();
        users().any(|users| !users.0.is_empty()) && users().all(|users| users.open().next().is_none())
    }

    /// How many interpreters stand how to the ends.
    pub(super) fn count(&self) -> Counts {
        let mut counts = Counts::default();
        for (interpreter, send) in &self.send.0 {
            match (send, self.receive.0.get(interpreter)) {
                (true, None) => counts.send += 1,
                (false, None) => counts.send_released += 1,
                (true, Some(true)) => counts.both += 1,
                (false, Some(false)) => counts.both_released += 1,
                (true, Some(false)) => counts.both_sending += 1,
                (false, Some(true)) => counts.both_receiving += 1,
            }
        }
        for (interpreter, receive) in &self.receive.0 {
            match (receive, self.send.0.contains_key(interpreter)) {
                (true, false) => counts.receive += 1,
                (false, false) => counts.receive_released += 1,
                (_, true) => {}
            }
        }
        counts
    }

    /// How an interpreter stands to the two ends: whether it may use them, if it ever has.
    pub(super) fn standing(&self, interpreter: u64) -> [Option<bool>; 2] {
        [&self.send, &self.receive].map(|users| users.0.get(&interpreter).copied())
    }
}

/// Numbers of interpreters: those of one end alone, and those of both.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) send: usize,
    pub(super) send_released: usize,
    pub(super) receive: usize,
    pub(super) receive_released: usize,
    pub(super) both: usize,
    pub(super) both_released: usize,
    /// They have given up receiving.
    pub(super) both_sending: usize,
    /// They have given up sending.
    pub(super) both_receiving: usize,
}
