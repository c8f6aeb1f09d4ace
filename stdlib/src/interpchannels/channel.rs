//! A channel: items on their way from those who use one end to those who use the other.

use super::ends::{Counts, End, Ends};
use super::receipt::{Delivery, Receipt};
use crate::interpreters::{Crossing, Items, Shared, Terms, Unbound};
use sync::Mutex;

/// A channel.
pub(crate) struct Channel {
    /// Those of items that are sent without any.
    pub(super) terms: Terms,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    phase: Phase,
    items: Items<Option<Delivery>>,
    ends: Ends,
}

/// How far it has come. It goes down this list, and never back.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Phase {
    #[default]
    Open,
    /// Nothing more is sent; what is in it is received.
    Closing,
    /// All interpreters have given up their ends.
    Released,
    Closed,
    /// It is no longer among the channels.
    Destroyed,
}

/// Why a channel cannot do what is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    NotFound,
    Closed,
    /// It was closed, or what was sent was lost, while the sender waited.
    HasClosed,
    /// The interpreter has given its end up.
    EndClosed,
    Empty,
    NotEmpty,
}

/// What an interpreter is told about a channel.
pub(super) struct Info {
    pub(super) phase: Phase,
    pub(super) count: usize,
    pub(super) counts: Counts,
    /// How it stands to the end that sends and the one that receives itself.
    pub(super) own: [Option<bool>; 2],
}

/// An item or what stands for it, and what its sender waits for, if it waits.
pub(super) type Received = (Result<Crossing, Unbound>, Option<Delivery>);

/// What was in a channel that is closed.
type Contents = Items<Option<Delivery>>;

impl State {
    /// Whether it can be used.
    fn check(&self) -> Result<(), Refused> {
        match self.phase {
            Phase::Open | Phase::Closing => Ok(()),
            Phase::Released | Phase::Closed => Err(Refused::Closed),
            Phase::Destroyed => Err(Refused::NotFound),
        }
    }

    fn check_sending(&self) -> Result<(), Refused> {
        self.check()?;
        if self.phase == Phase::Closing { Err(Refused::Closed) } else { Ok(()) }
    }

    #[must_use = "it is to be dropped outside of the lock"]
    fn end(&mut self, phase: Phase) -> Contents {
        self.phase = phase;
        std::mem::take(&mut self.items)
    }

    /// After something has been taken out, or nothing was there to take.
    fn finish_closing(&mut self) {
        if self.phase == Phase::Closing && self.items.len() == 0 {
            self.phase = Phase::Closed;
        }
    }
}

impl Channel {
    pub(super) fn new(terms: Terms) -> Channel {
        Channel { terms, state: Mutex::default() }
    }

    /// Whether it can be used at all.
    pub(super) fn check(&self) -> Result<(), Refused> {
        self.state.lock().check()
    }

    /// Whether something can be sent.
    pub(super) fn check_sending(&self) -> Result<(), Refused> {
        self.state.lock().check_sending()
    }

    /// Whether it is among those that are listed.
    pub(super) fn is_listed(&self) -> bool {
        !matches!(self.state.lock().phase, Phase::Closed | Phase::Destroyed)
    }

    pub(super) fn send(
        &self,
        crossing: Crossing,
        from: u64,
        unbound: Unbound,
        delivery: Option<Delivery>,
    ) -> Result<(), Refused> {
        let mut state = self.state.lock();
        state.check_sending()?;
        if !state.ends.send.admit(from) {
            return Err(Refused::EndClosed);
        }
        state.items.push(crossing, from, unbound, delivery);
        Ok(())
    }

    /// Takes back what was sent, so that nobody receives it; false if it is no longer there.
    pub(super) fn withdraw(&self, receipt: &Receipt) -> bool {
        let remains = {
            let mut state = self.state.lock();
            let remains = state.items.remove(|along| along.as_ref().is_some_and(|one| receipt.is_for(one)));
            state.finish_closing();
            remains
        };
        remains.is_some()
    }

    /// The first item.
    pub(super) fn receive(&self, interpreter: u64) -> Result<Received, Refused> {
        let mut state = self.state.lock();
        state.check()?;
        if !state.ends.receive.admit(interpreter) {
            return Err(Refused::EndClosed);
        }
        let item = state.items.pop();
        state.finish_closing();
        item.ok_or(Refused::Empty)
    }

    pub(super) fn count(&self) -> Result<usize, Refused> {
        let state = self.state.lock();
        state.check()?;
        Ok(state.items.len())
    }

    /// An interpreter gives up an end. Once all have, the channel is closed.
    pub(super) fn release(&self, interpreter: u64, end: End) -> Result<(), Refused> {
        let mut state = self.state.lock();
        state.check()?;
        state.ends.release(interpreter, end);
        let contents = state.ends.are_given_up().then(|| state.end(Phase::Released));
        drop(state);
        drop(contents);
        Ok(())
    }

    /// Closes it for all. With something in it that is done by force or, if it is only the end that sends, once that has been
    /// received.
    pub(super) fn close_end(&self, end: End, force: bool) -> Result<(), Refused> {
        let mut state = self.state.lock();
        match end {
            End::Send if !force => state.check_sending()?,
            _ => state.check()?,
        }
        if force || state.items.len() == 0 {
            let contents = state.end(Phase::Closed);
            drop(state);
            drop(contents);
            return Ok(());
        }
        if end != End::Send {
            return Err(Refused::NotEmpty);
        }
        state.phase = Phase::Closing;
        Ok(())
    }

    /// The interpreters that may use an end.
    pub(super) fn interpreters(&self, end: End) -> Result<Vec<u64>, Refused> {
        let state = self.state.lock();
        match end {
            End::Send => {
                state.check_sending()?;
                Ok(state.ends.send.open().collect())
            }
            _ => {
                state.check()?;
                Ok(state.ends.receive.open().collect())
            }
        }
    }

    /// What an interpreter is told about it.
    pub(super) fn info(&self, interpreter: u64) -> Result<Info, Refused> {
        let state = self.state.lock();
        let phase = state.phase;
        match state.check() {
            Err(Refused::Closed) => Ok(Info { phase, count: 0, counts: Counts::default(), own: [None; 2] }),
            Err(other) => Err(other),
            Ok(()) => Ok(Info {
                phase,
                count: state.items.len(),
                counts: state.ends.count(),
                own: state.ends.standing(interpreter),
            }),
        }
    }
}

impl Shared for Channel {
    const FIRST: i64 = 0;

    fn close(&self) {
        let contents = self.state.lock().end(Phase::Destroyed);
        drop(contents);
    }

    fn forget_interpreter(&self, id: u64) {
        let mut state = self.state.lock();
        let remains = state.items.forget_interpreter(id);
        state.ends.forget(id);
        let given_up = state.check().is_ok() && state.ends.are_given_up();
        let contents = given_up.then(|| state.end(Phase::Released));
        drop(state);
        drop((remains, contents));
    }
}
