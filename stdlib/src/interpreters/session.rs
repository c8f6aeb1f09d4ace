//! Going to another interpreter, doing something there, and coming back.

use super::crossing::{self, Crossing, Fallback};
use super::error;
use super::numbered::Numbered;
use super::registry::{Member, Registry};
use super::snapshot::Snapshot;
use super::turn::Refused;
use crate::interpchannels::Channel;
use crate::interpqueues::Queue;
use crate::signal::{self, Visits};
use compiler::Code;
use interpreter::{Family, Raised, Resting, Return, Vm};
use object_model::{Dict, Runtime, Value};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Stack that another interpreter needs to be made or entered.
const ROOM: usize = 512 << 10;
/// How long the end of an interpreter waits for threads that nobody waits for, once they were told to stop.
const PATIENCE: Duration = Duration::from_millis(200);

/// What came of what was done in another interpreter.
pub(super) enum Outcome {
    Done(Crossing),
    /// It raised.
    Raised(Box<Snapshot>),
    /// Something could not cross: what, and what was raised about it.
    NotShareable(String, Option<Box<Snapshot>>),
}

impl Outcome {
    /// What an exception that was raised there comes to here.
    fn raised<R: Runtime>(vm: &mut Vm<R>, raised: &Raised<R>) -> Outcome {
        Outcome::Raised(Box::new(Snapshot::of(vm, raised)))
    }
}

/// RecursionError if the calling thread has no room to go to another interpreter.
pub(super) fn check_room<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    match vm.stack_left() < ROOM {
        true => Err(vm.recursion_error("maximum recursion depth exceeded")),
        false => Ok(()),
    }
}

/// Does something in an interpreter that nobody is in. The calling thread is in no other meanwhile (X1).
pub(super) fn visit<R: Runtime, T>(
    vm: &mut Vm<R>,
    member: &Arc<Member<R>>,
    inside: impl FnOnce(&mut Vm<R>) -> T,
) -> Return<R, T> {
    check_room(vm)?;
    let entry = match member.turn.enter() {
        Ok(entry) => entry,
        Err(Refused::Taken) => return Err(error::interpreter_error(vm, "interpreter already running")),
        Err(Refused::Ended) => return Err(error::not_found(vm, member.id)),
    };
    let way = Way::from(vm);
    let answer = vm.away(|| {
        let mut there = way.enter(entry);
        let answer = inside(&mut there);
        // What has died there is finalized before it goes to sleep.
        there.run_pending();
        way.leave(&there);
        if let Some(entry) = member.turn.leave(there.rest()) {
            way.end(member, entry);
        }
        answer
    });
    // A signal may have come meanwhile.
    signal::deliver_arrived(vm)?;
    vm.check_signals()?;
    Ok(answer)
}

/// Ends an interpreter that was taken to be ended (X3).
pub(super) fn end<R: Runtime>(vm: &mut Vm<R>, member: &Arc<Member<R>>, entry: Resting<R>) {
    let way = Way::from(vm);
    vm.away(|| way.end(member, entry));
}

/// What a thread that goes to another interpreter takes along.
struct Way<R: Runtime> {
    family: Arc<Family>,
    stack_limit: usize,
    /// Present if signals are for the thread.
    visits: Option<Arc<Visits<R>>>,
}

impl<R: Runtime> Way<R> {
    fn from(vm: &Vm<R>) -> Self {
        let family = vm.shared.family.clone();
        let visits = family.state::<Visits<R>>();
        let visits = visits.are_by(vm).then_some(visits);
        Way { family, stack_limit: vm.stack_limit(), visits }
    }

    fn enter(&self, entry: Resting<R>) -> Vm<R> {
        let there = entry.enter(self.stack_limit);
        if let Some(visits) = &self.visits {
            visits.begin(&there.shared);
        }
        there
    }

    /// Before the thread leaves.
    fn leave(&self, there: &Vm<R>) {
        if let Some(visits) = &self.visits {
            visits.end(&there.shared);
        }
    }

    fn end(&self, member: &Member<R>, entry: Resting<R>) {
        self.family.state::<Registry<R>>().remove(member.id);
        let mut there = self.enter(entry);
        there.finish();
        self.family.state::<Numbered<Queue>>().forget_interpreter(member.id);
        self.family.state::<Numbered<Channel>>().forget_interpreter(member.id);
        // Threads that nobody waits for were told to stop. One that is blocked keeps its interpreter's memory.
        let told = Instant::now();
        while !there.shared.is_alone() && told.elapsed() < PATIENCE {
            there.detached(|| std::thread::sleep(Duration::from_millis(1)));
        }
        self.leave(&there);
        let world = there.world().clone();
        let leaked = there.end();
        self.family.note_end(leaked, &world.totals());
    }
}

/// Ends every other interpreter that nobody is in; at the end of the program.
pub(super) fn end_all<R: Runtime>(vm: &mut Vm<R>) {
    let registry = vm.shared.family.state::<Registry<R>>();
    while let Some((member, entry)) = registry.take_any() {
        end(vm, &member, entry);
    }
}

/// Names of `__main__` and their values, on their way.
pub(super) type Bindings = Vec<(Box<str>, Crossing)>;

/// Takes a dict apart whose values are to be bound in another interpreter's `__main__`.
pub(super) fn bindings<R: Runtime>(vm: &mut Vm<R>, updates: &Value<R>) -> Return<R, Bindings> {
    let Some(updates) = updates.as_ref::<Dict<R>>() else {
        return Err(vm.type_error("expected a dict of names and values"));
    };
    let mut bindings = Vec::new();
    for (_, name, value) in vm.dict_entries(updates) {
        let name = vm.expect_str(&name, "a name of __main__ must be a str")?.into();
        bindings.push((name, Crossing::of(vm, &value, Fallback::None)?));
    }
    Ok(bindings)
}

/// Binds names in this interpreter's `__main__`.
pub(super) fn bind<R: Runtime>(vm: &mut Vm<R>, bindings: Bindings) -> Result<(), Outcome> {
    let bind_all = || -> Return<R, ()> {
        let main = crossing::main_namespace(vm)?;
        let Some(main) = main.as_ref::<Dict<R>>() else { return Ok(()) };
        for (name, crossing) in bindings {
            let value = crossing.arrive(vm)?;
            let name = vm.intern(&name);
            vm.dict_set_str(main, &name, value);
        }
        Ok(())
    };
    bind_all().map_err(|raised| Outcome::raised(vm, &raised))
}

/// Runs a script in this interpreter's `__main__`.
pub(super) fn run<R: Runtime>(vm: &mut Vm<R>, code: &Arc<Code>) -> Outcome {
    let mut run_here = || -> Return<R> {
        let main = crossing::main_namespace(vm)?;
        let lifetime = vm.lifetime_of_compiled();
        let code = vm.load_code(code, lifetime);
        vm.run_code(&code, &main, &main, Value::NONE)
    };
    match run_here() {
        Ok(_) => Outcome::Done(Crossing::None),
        Err(raised) => Outcome::raised(vm, &raised),
    }
}

/// A call on its way: what is called, its arguments, its keyword arguments by name.
pub(super) struct Call {
    pub callable: Crossing,
    pub arguments: Option<Crossing>,
    pub keywords: Option<Crossing>,
}

/// Makes a call in this interpreter.
pub(super) fn call<R: Runtime>(vm: &mut Vm<R>, call: Call) -> Outcome {
    let callable = match call.callable.arrive(vm) {
        Ok(callable) => callable,
        Err(raised) => return lost(vm, "func", &raised),
    };
    let mut all = match call.arguments.map(|arguments| arguments.arrive(vm)) {
        None => vec![],
        Some(Ok(arguments)) => vm.as_tuple(&arguments).map_or(vec![], <[_]>::to_vec),
        Some(Err(raised)) => return lost(vm, "args", &raised),
    };
    let mut names = vec![];
    match call.keywords.map(|keywords| keywords.arrive(vm)) {
        None => {}
        Some(Ok(keywords)) => {
            if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
                for (_, name, value) in vm.dict_entries(keywords) {
                    names.push(name);
                    all.push(value);
                }
            }
        }
        Some(Err(raised)) => return lost(vm, "kwargs", &raised),
    }
    let result = vm.call_with(&callable, &all, &names);
    drop((callable, all, names));
    let result = match result {
        Ok(result) => result,
        Err(raised) => return Outcome::raised(vm, &raised),
    };
    match Crossing::of(vm, &result, Fallback::Full) {
        Ok(crossing) => Outcome::Done(crossing),
        Err(raised) => match error::not_shareable_class(vm) {
            Ok(Some(class)) if vm.is_raised(&raised, &class) => {
                let message = vm.str_string(&raised.0).unwrap_or_default();
                Outcome::NotShareable(message, None)
            }
            _ => Outcome::raised(vm, &raised),
        },
    }
}

/// Something has left and not arrived.
fn lost<R: Runtime>(vm: &mut Vm<R>, what: &str, raised: &Raised<R>) -> Outcome {
    let cause = match vm.find_attr_str(&raised.0, "__cause__") {
        Ok(Some(cause)) if !cause.is_none() => Raised(cause),
        _ => Raised(raised.0.clone()),
    };
    Outcome::NotShareable(format!("{what} not shareable"), Some(Box::new(Snapshot::of(vm, &cause))))
}
