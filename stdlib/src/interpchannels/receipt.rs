//! What a sender waits for: that what it has sent is received, or will not be.
//!
//! A delivery goes along with the item and says so by being dropped, wherever that happens: with the channel, with its
//! sender's interpreter, or by who has received the item. So no sender waits for an item that is no longer there.

use crate::parking::Event;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The sender's half.
pub(super) struct Receipt(Arc<Outcome>);

/// The half that goes along.
pub(super) struct Delivery(Arc<Outcome>);

#[derive(Default)]
struct Outcome {
    received: AtomicBool,
    known: Event,
}

impl Receipt {
    pub(super) fn expected() -> (Receipt, Delivery) {
        let outcome = Arc::new(Outcome::default());
        (Receipt(outcome.clone()), Delivery(outcome))
    }

    pub(super) fn is_for(&self, delivery: &Delivery) -> bool {
        Arc::ptr_eq(&self.0, &delivery.0)
    }

    /// What happens when it is known how it has ended.
    pub(super) fn known(&self) -> &Event {
        &self.0.known
    }

    /// Whether it was received. Once that is known.
    pub(super) fn was_received(&self) -> bool {
        // Relaxed: ordered by the event.
        self.0.received.load(Ordering::Relaxed)
    }
}

impl Delivery {
    /// It has arrived.
    pub(super) fn received(self) {
        // Relaxed: ordered by the event, which happens now.
        self.0.received.store(true, Ordering::Relaxed);
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.0.known.happen();
    }
}
