//! The tools of `sys.monitoring`: what they are called, what they want to hear of, and whom to call.

use super::event::{EVENTS, Events};
use crate::function::LoadedCode;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Value, Word};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

/// How many tools there may be.
pub const TOOLS: usize = 6;

/// What the threads of an interpreter know of its tools without asking.
#[derive(Default)]
pub struct Announcements {
    /// Grows whenever a tool or a function for all threads is set. A thread that has seen another number looks again.
    version: AtomicU64,
    /// How often `restart_events` was called.
    restarts: AtomicU64,
    /// How many sets of events for one code object there are that are not empty.
    locals: AtomicUsize,
    /// Whether there are audit hooks.
    audited: AtomicBool,
    /// The [`Monitor`], immortal.
    monitor: OnceLock<Word>,
}

impl Announcements {
    /// The number of the newest change.
    pub fn version(&self) -> u64 {
        // Acquire: partner of the Release in `announce`; the change is seen.
        self.version.load(Ordering::Acquire)
    }

    /// Something has changed.
    pub fn announce(&self) {
        // Release: partner of the Acquire in `version`.
        self.version.fetch_add(1, Ordering::Release);
    }

    /// How often all events were restarted.
    pub fn restarts(&self) -> u64 {
        // Relaxed: a number by itself; a restart that is seen late comes late.
        self.restarts.load(Ordering::Relaxed)
    }

    /// Tools hear again of what they had enough of.
    pub fn restart(&self) {
        // Relaxed: see `restarts`.
        self.restarts.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether there are audit hooks.
    #[inline]
    pub fn is_audited(&self) -> bool {
        // Relaxed: a thread that adds one sees it, and others are told by nothing else when it is there.
        self.audited.load(Ordering::Relaxed)
    }

    /// There is an audit hook.
    pub fn note_hook(&self) {
        // Relaxed: see `is_audited`.
        self.audited.store(true, Ordering::Relaxed);
    }

    /// Whether any code object has events of its own.
    pub fn has_locals(&self) -> bool {
        // Relaxed: changed before a version is announced.
        self.locals.load(Ordering::Relaxed) != 0
    }

    /// The events for one code object have changed.
    pub fn note_local(&self, before: Events, after: Events) {
        // Relaxed: see `has_locals`.
        match (before.is_empty(), after.is_empty()) {
            (true, false) => _ = self.locals.fetch_add(1, Ordering::Relaxed),
            (false, true) => _ = self.locals.fetch_sub(1, Ordering::Relaxed),
            _ => {}
        }
    }
}

/// The payload of the one object that knows the tools of an interpreter.
pub struct Monitor<R: Runtime> {
    tools: Guarded<Tools<R>>,
    /// What a callback answers that wants to hear no more: `sys.monitoring.DISABLE`.
    pub disable: Value<R>,
    /// The first argument of a call that has none: `sys.monitoring.MISSING`.
    pub missing: Value<R>,
}

/// The tools, and the functions that every thread is to be traced and profiled with.
pub struct Tools<R: Runtime> {
    /// The tools, by number.
    pub all: [Tool<R>; TOOLS],
    /// What `sys._settraceallthreads` set last, and its version.
    pub trace: (u64, Value<R>),
    /// What `sys._setprofileallthreads` set last, and its version.
    pub profile: (u64, Value<R>),
    /// Code objects for which events have been set.
    pub codes: Vec<Value<R>>,
    /// Functions that are told of what the program is about to do to its surroundings.
    pub hooks: Vec<Value<R>>,
}

/// A tool.
pub struct Tool<R: Runtime> {
    /// What it is called; unbound if the number is free.
    pub name: Value<R>,
    /// What it wants to hear of, wherever it happens.
    pub events: Events,
    /// Whom to call, by event; unbound for nobody.
    pub callbacks: [Value<R>; EVENTS.len()],
}

impl<R: Runtime> Default for Tool<R> {
    fn default() -> Self {
        let callbacks = std::array::from_fn(|_| Value::UNBOUND);
        Tool { name: Value::UNBOUND, events: Events::NONE, callbacks }
    }
}

// SAFETY: immutable but for the tools, which are guarded.
unsafe impl<R: Runtime> Payload<R> for Monitor<R> {
    const NAME: &'static str = "_monitor";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.disable);
        visit(&self.missing);
        // SAFETY: children are shown while no other thread runs.
        let tools = unsafe { self.tools.get() };
        for tool in &tools.all {
            visit(&tool.name);
            tool.callbacks.iter().for_each(&mut *visit);
        }
        visit(&tools.trace.1);
        visit(&tools.profile.1);
        tools.codes.iter().chain(&tools.hooks).for_each(visit);
    }
}

impl<R: Runtime> Guard<R> for Monitor<R> {
    type Guarded = Tools<R>;
    fn guarded(&self) -> &Guarded<Tools<R>> {
        &self.tools
    }
}

impl<R: Runtime> Vm<R> {
    /// Makes the object that knows the tools.
    pub(crate) fn begin_monitor(&mut self) -> Return<R, ()> {
        ClassBuilder::new::<Monitor<R>>(self, "sys", "_monitor", None).sealed().finish();
        let object = self.types().object.value().clone();
        let (disable, missing) = (self.call(&object, &[])?, self.call(&object, &[])?);
        let monitor = Monitor {
            disable,
            missing,
            tools: Guarded::new(Tools {
                all: Default::default(),
                trace: (0, Value::NONE),
                profile: (0, Value::NONE),
                codes: Vec::new(),
                hooks: Vec::new(),
            }),
        };
        let monitor = self.new_object(monitor);
        self.immortalize(&monitor);
        _ = self.shared.announcements.monitor.set(monitor.word());
        Ok(())
    }

    /// The object that knows the tools.
    pub fn monitor(&self) -> Ref<R, Monitor<R>> {
        let word = *self.shared.announcements.monitor.get().expect("made when the interpreter begins");
        // SAFETY: it is immortal, so the reference needs no count.
        let monitor = unsafe { Value::<R>::from_owned(word) };
        monitor.downcast().unwrap_or_else(|_| unreachable!("made as one"))
    }

    /// Sets what a tool wants to hear of in one code object alone.
    pub fn set_local_events(&mut self, tool: usize, code: &Ref<R, LoadedCode<R>>, events: Events) {
        let watch = code.watch.get_or_init(Default::default);
        let before = watch.set_local(tool, events);
        self.shared.announcements.note_local(before, events);
        if !events.is_empty() {
            let monitor = self.monitor();
            let mut tools = self.lock(&monitor);
            if watch.is_new_to_list() {
                tools.codes.push(code.value().clone());
            }
        }
    }

    /// A tool wants to hear of nothing in one code object alone any more.
    pub fn clear_local_events(&mut self, tool: usize) {
        let monitor = self.monitor();
        let codes = self.lock(&monitor).codes.clone();
        for code in &codes {
            if let Some(code) = code.as_ref::<LoadedCode<R>>() {
                self.set_local_events(tool, code, Events::NONE);
            }
        }
        let quiet = |code: &Value<R>| {
            code.as_ref::<LoadedCode<R>>()
                .and_then(|code| code.watch.get())
                .is_none_or(|watch| watch.leaves_list())
        };
        let mut tools = self.lock(&monitor);
        let (gone, kept) = std::mem::take(&mut tools.codes).into_iter().partition::<Vec<_>, _>(quiet);
        tools.codes = kept;
        drop(tools);
        drop(gone);
    }
}
