//! Watching a program run: trace and profile functions, and the tools of `sys.monitoring`.
//!
//! The evaluation loop exists twice. The plain one knows nothing of this. The watched one asks before each instruction what
//! of it is to be told, and whom. A thread enters the watched loop when somebody listens, and changes from one loop to the
//! other at a safepoint, which it passes anyway: so a program nobody watches pays nothing.
//!
//! While a callback runs its thread is not watched.
//!
//! The inventory of `tracemalloc` listens too: it has the watched loop say which line it is at.

mod audit;
mod code;
mod event;
mod monitor;
mod tell;
mod trace;

pub(crate) use tell::Here;
pub(crate) use trace::NativeStep;

pub use code::CodeWatch;
pub use event::{BRANCH, EVENTS, Event, Events};
pub use monitor::{Announcements, Monitor, TOOLS, Tool, Tools};

use crate::frame::Role;
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Runtime, Value};

/// What a thread knows of who listens.
pub(crate) struct Watch<R: Runtime> {
    /// Whether a run of the evaluation loop has to ask which of the two it is to be.
    pub supervised: bool,
    /// Somebody listens to this thread now.
    wanted: bool,
    /// The innermost run of the evaluation loop is one of the watched loop.
    looping: bool,
    /// How many callbacks are under way.
    calling: u32,
    /// Where the thread is goes into the inventory with what it makes.
    pub(crate) followed: bool,
    /// The announcement that was seen last.
    version: u64,
    /// What each tool wants to hear of everywhere.
    events: [Events; TOOLS],
    /// What any of them wants to hear of everywhere.
    any: Events,
    /// `sys.settrace`, or None.
    pub trace: Value<R>,
    /// `sys.setprofile`, or None.
    pub profile: Value<R>,
    /// Versions of the trace and profile functions for all threads that were seen last.
    for_all: [u64; 2],
    /// The instruction the watched loop executed last, and how many frames there were.
    last: Option<(usize, u32)>,
    /// The instruction that is executed next was gone to by order.
    landed: bool,
    /// The line without an instruction that is being passed, and how many frames there are.
    pub passing: Option<(usize, u32)>,
    /// The line the watched loop was on last, and how many frames there were.
    pub line: Option<(usize, u32)>,
    /// What a trace function is being told of, and how many frames there were.
    pub(crate) telling: Option<(Event, usize)>,
    /// How many frames there were when the innermost callback began: the uppermost is between two instructions.
    between: Option<usize>,
}

impl<R: Runtime> Default for Watch<R> {
    fn default() -> Self {
        Watch {
            supervised: false,
            wanted: false,
            looping: false,
            calling: 0,
            followed: false,
            version: 0,
            events: [Events::NONE; TOOLS],
            any: Events::NONE,
            trace: Value::NONE,
            profile: Value::NONE,
            for_all: [0; 2],
            last: None,
            landed: false,
            passing: None,
            line: None,
            telling: None,
            between: None,
        }
    }
}

impl<R: Runtime> Watch<R> {
    /// Whether the innermost run of the loop is of the wrong kind.
    pub fn is_in_wrong_loop(&self) -> bool {
        self.wanted != self.looping
    }

    /// Whether somebody listens to this thread now.
    pub fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// Notes that the instruction `at` is executed in the frame above so many; answers the one executed before it there.
    pub fn follow(&mut self, depth: usize, at: u32) -> Option<u32> {
        match self.last.replace((depth, at)) {
            Some((other, last)) if other == depth => Some(last),
            // The frame goes on after a call.
            Some((other, _)) if other > depth => at.checked_sub(1),
            _ => None,
        }
    }

    /// Whether the frame that is the uppermost of so many is between two instructions, as the caller knows of no other.
    pub fn is_between_instructions(&self, depth: usize) -> bool {
        self.between == Some(depth)
    }

    /// The running frame goes on at another line by order of who was told of this one, and knows of it.
    pub fn land(&mut self) {
        self.landed = true;
    }

    /// Whether the instruction that is executed next was gone to by order.
    pub fn has_landed(&mut self) -> bool {
        std::mem::take(&mut self.landed)
    }

    /// Whether there is a trace or a profile function.
    pub fn has_functions(&self) -> bool {
        !self.trace.is_none() || !self.profile.is_none()
    }
}

impl<R: Runtime> Vm<R> {
    /// Looks again at who listens, if anything was announced.
    pub(crate) fn follow_announcements(&mut self) {
        if self.shared.announcements.version() != self.watch.version {
            self.look_who_listens();
        }
    }

    #[cold]
    fn look_who_listens(&mut self) {
        let version = self.shared.announcements.version();
        let monitor = self.monitor();
        let tools = self.lock(&monitor);
        let events = std::array::from_fn(|tool| tools.all[tool].events);
        let (trace, profile) = (tools.trace.clone(), tools.profile.clone());
        drop(tools);
        let watch = &mut self.watch;
        watch.version = version;
        watch.events = events;
        watch.any = events.into_iter().fold(Events::NONE, |all, one| all | one);
        let mut old = [Value::NONE, Value::NONE];
        if watch.for_all[0] < trace.0 {
            watch.for_all[0] = trace.0;
            old[0] = std::mem::replace(&mut watch.trace, trace.1);
        }
        if watch.for_all[1] < profile.0 {
            watch.for_all[1] = profile.0;
            old[1] = std::mem::replace(&mut watch.profile, profile.1);
        }
        self.follow_inventory();
        self.decide_loop();
        drop(old);
    }

    /// Decides which loop this thread is to be in from its next safepoint on.
    pub(crate) fn decide_loop(&mut self) {
        let locals = self.shared.announcements.has_locals();
        let watch = &mut self.watch;
        let listened_to = !watch.any.is_empty() || locals || watch.has_functions() || watch.followed;
        watch.wanted = watch.calling == 0 && listened_to;
        watch.supervised = watch.wanted || watch.looping;
        if watch.is_in_wrong_loop() {
            self.ask_for_own_safepoint();
        }
    }

    /// Has this thread pass a safepoint.
    pub(crate) fn ask_for_own_safepoint(&self) {
        self.shared.world.runtime.ask_for_safepoint(self.thread());
    }

    /// Something was announced: every thread is to look at its next safepoint, this one at once.
    pub fn announce(&mut self) {
        self.shared.announcements.announce();
        self.shared.world.runtime.interrupt_all();
        self.follow_announcements();
    }

    /// Sets this thread's trace function, or None.
    pub fn set_trace_function(&mut self, function: Value<R>) {
        let old = std::mem::replace(&mut self.watch.trace, function);
        self.decide_loop();
        drop(old);
    }

    /// Sets this thread's profile function, or None.
    pub fn set_profile_function(&mut self, function: Value<R>) {
        let old = std::mem::replace(&mut self.watch.profile, function);
        self.decide_loop();
        drop(old);
    }

    /// This thread's trace function, or None.
    pub fn trace_function(&self) -> Value<R> {
        self.watch.trace.clone()
    }

    /// This thread's profile function, or None.
    pub fn profile_function(&self) -> Value<R> {
        self.watch.profile.clone()
    }

    /// A thread that ends listens no more.
    pub(crate) fn leave_watch(&mut self) {
        self.set_trace_function(Value::NONE);
        self.set_profile_function(Value::NONE);
    }

    /// Runs what a callback asked to have watched.
    pub fn watched_again<T>(&mut self, call: impl FnOnce(&mut Self) -> T) -> T {
        let calling = std::mem::take(&mut self.watch.calling);
        self.decide_loop();
        let answer = call(self);
        self.watch.calling = calling;
        self.decide_loop();
        answer
    }

    /// Runs a callback, unwatched.
    fn unwatched<T>(&mut self, callback: impl FnOnce(&mut Self) -> T) -> T {
        self.watch.calling += 1;
        self.watch.wanted = false;
        let last = self.watch.last.take();
        let between = self.watch.between.replace(self.frames.len());
        let answer = callback(self);
        self.watch.between = between;
        self.watch.last = last;
        self.watch.calling -= 1;
        self.decide_loop();
        answer
    }

    /// Runs the frame on top, which begins or is resumed, until it answers to Rust: in the loop that is wanted, while it is.
    #[cold]
    #[inline(never)]
    pub(crate) fn run_supervised(&mut self, mut pending: Option<Raised<R>>) -> Return<R> {
        let outer = self.watch.looping;
        let last = self.watch.last.take();
        if pending.is_none() && self.native_stack_is_low() {
            pending = Some(self.recursion_error("maximum recursion depth exceeded"));
        }
        if self.watch.wanted
            && let Err(raised) = self.tell_beginning(pending.as_ref())
        {
            pending = Some(raised);
        }
        let over = if self.watch.wanted { self.run_watched(&mut pending) } else { None };
        let result = match over {
            Some(result) => result,
            None => {
                self.watch.looping = false;
                self.watch.supervised = self.watch.wanted;
                self.run_unsupervised(pending)
            }
        };
        self.watch.last = last;
        self.watch.looping = outer;
        if self.watch.followed {
            self.trail().back(self.frames.len());
        }
        // Whoever is outside may find itself in the wrong loop.
        self.decide_loop();
        result
    }

    /// Goes on watched in the middle of a frame; None if the plain loop is to go on.
    #[cold]
    #[inline(never)]
    pub(crate) fn go_on_watched(&mut self) -> Option<Return<R>> {
        let frame = self.frames.last().expect("a frame is running");
        self.watch.last = Some((self.frames.len(), frame.instruction() as u32));
        self.run_watched(&mut None)
    }

    /// Runs the watched loop; None if the plain loop is to go on.
    fn run_watched(&mut self, pending: &mut Option<Raised<R>>) -> Option<Return<R>> {
        self.watch.looping = true;
        self.watch.supervised = true;
        let over = self.run_watched_loop(pending);
        self.watch.looping = false;
        self.decide_loop();
        over
    }

    /// Tells that the frame on top begins, or is resumed.
    fn tell_beginning(&mut self, thrown: Option<&Raised<R>>) -> Return<R, ()> {
        let frame = self.frames.last().expect("a frame is running");
        if frame.role != Role::Generator || !frame.has_begun() {
            return self.tell_start(Event::PyStart);
        }
        self.watch.last = Some((self.frames.len(), frame.instruction() as u32));
        self.adopt_kept_frame();
        match thrown {
            None => self.tell_start(Event::PyResume),
            Some(raised) => {
                let exception = raised.0.clone();
                self.tell_throw(&exception)
            }
        }
    }
}
