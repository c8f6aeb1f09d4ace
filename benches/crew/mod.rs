//! Threads that do the same thing at the same time.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

type Work = Arc<dyn Fn(usize) + Send + Sync>;

/// A crew that stays together between samples; the calling thread is its first member.
pub struct Crew {
    start: Arc<Barrier>,
    others: Vec<(Sender<Work>, Receiver<()>)>,
}

impl Crew {
    /// A crew of this many.
    pub fn new(members: usize) -> Self {
        let start = Arc::new(Barrier::new(members));
        let others = (1..members).map(|number| {
            let (give, take) = channel::<Work>();
            let (finish, finished) = channel();
            let start = Arc::clone(&start);
            thread::spawn(move || {
                for work in take {
                    start.wait();
                    work(number);
                    if finish.send(()).is_err() {
                        break;
                    }
                }
            });
            (give, finished)
        });
        let others = others.collect();
        Self { start, others }
    }

    /// The time from the moment all begin until the last has finished; each is told its number.
    pub fn run(&self, work: impl Fn(usize) + Send + Sync + 'static) -> Duration {
        let work: Work = Arc::new(work);
        for (give, _) in &self.others {
            give.send(Arc::clone(&work)).expect("a member has left");
        }
        self.start.wait();
        let began = Instant::now();
        work(0);
        for (_, finished) in &self.others {
            finished.recv().expect("a member has left");
        }
        began.elapsed()
    }
}
