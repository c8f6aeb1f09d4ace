//! Everybody stops but one.
//!
//! The thread that stops the world asks each of the others through its word (see
//! [`roster`](crate::roster)). Those that are detached are barred by that alone; those that run are
//! waited for, until each has detached, at a safepoint or because it blocks. Then no thread but this
//! one touches objects, and whatever they did happened before (S2, S3).
//!
//! Two threads may want to stop the world at once. The second detaches while it waits for its turn, or
//! the first would wait for it for ever (S4). And nobody stops the world again before all that were
//! barred have run, or a thread that collects in a loop could keep another from ever attaching (S5).

use std::time::Duration;

use sync::time::Instant;
use sync::{Arc, MutexGuard};

use crate::roster::{Roster, ThreadRecord, World};

/// The world is stopped, until dropped or started.
#[derive(Debug)]
#[must_use = "the world is started when this is dropped"]
pub struct Stopped<'a> {
    roster: &'a Roster,
    began: Instant,
    to_stop: Duration,
    others: usize,
}

/// How often the stopper looks whether all have stopped before it sleeps. Who runs is at a safepoint within a microsecond,
/// unless it is not running because there are more threads than processors; then sleeping gives it the processor.
const LOOKS: u32 = if cfg!(granular_loom) { 1 } else { 300 };

/// How long a stop took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// From the request until the last thread had stopped.
    pub to_stop: Duration,
    /// From the request until the threads were let go.
    pub total: Duration,
    /// How many threads there were to stop, those that were detached included.
    pub others: usize,
}

impl Roster {
    /// Stops every other thread. By an attached thread that is in the middle of nothing: it may have
    /// to stop for another first.
    pub fn stop_world(&self, me: &ThreadRecord) -> Stopped<'_> {
        debug_assert!(me.is_attached(), "a detached thread stopped the world");
        let mut world = self.my_turn_to_stop(me);
        world.stopped_by = Some(me.id());
        let began = Instant::now();
        let running = world.others(me).filter(|other| other.ask_to_stop()).count();
        world.running = running;
        if running != 0 {
            world = self.look_for_the_last(world, me);
        }
        while world.running != 0 {
            world = self.stopped.wait(world);
        }
        let others = world.threads.len() - 1;
        Stopped { roster: self, began, to_stop: began.elapsed(), others }
    }

    /// Waits, detached, while the world is stopped or those that were barred have not yet run. The
    /// thread is attached on return.
    fn my_turn_to_stop(&self, me: &ThreadRecord) -> MutexGuard<'_, World> {
        let mut world = self.world.lock();
        while world.is_taken() {
            drop(world);
            self.detach(me);
            world = self.world.lock();
            while world.is_taken() {
                world = self.may_stop.wait(world);
            }
            drop(world);
            self.attach(me);
            world = self.world.lock();
        }
        world
    }

    /// Looks a while whether the last thread has stopped: without the lock, which that thread takes to say so.
    fn look_for_the_last<'a>(
        &'a self,
        world: MutexGuard<'a, World>,
        me: &ThreadRecord,
    ) -> MutexGuard<'a, World> {
        let running: Vec<_> = world.others(me).filter(|other| other.is_attached()).cloned().collect();
        drop(world);
        for look in 0..LOOKS {
            if look != 0 {
                sync::hint::spin_loop();
            }
            if !running.iter().any(|other| other.is_attached()) {
                break;
            }
        }
        self.world.lock()
    }

    fn start_world(&self) {
        let mut world = self.world.lock();
        world.stopped_by = None;
        for thread in world.threads.values() {
            thread.let_go();
        }
        let nobody_barred = world.barred == 0;
        drop(world);
        if nobody_barred {
            self.may_stop.notify_all();
        } else {
            self.started.notify_all();
        }
    }
}

impl World {
    /// Whether somebody must be waited for before the world can be stopped.
    fn is_taken(&self) -> bool {
        self.stopped_by.is_some() || self.barred != 0
    }

    fn others<'a>(&'a self, me: &'a ThreadRecord) -> impl Iterator<Item = &'a Arc<ThreadRecord>> {
        self.threads.values().filter(|other| other.id() != me.id())
    }
}

impl Stopped<'_> {
    /// How long it took until the last thread had stopped.
    pub fn to_stop(&self) -> Duration {
        self.to_stop
    }

    /// How many threads sleep because they want to attach.
    pub fn barred(&self) -> usize {
        self.roster.world.lock().barred
    }

    /// Lets everybody go.
    pub fn start(self) -> Pause {
        let Stopped { began, to_stop, others, .. } = self;
        drop(self);
        Pause { to_stop, total: began.elapsed(), others }
    }
}

impl Drop for Stopped<'_> {
    fn drop(&mut self) {
        self.roster.start_world();
    }
}
