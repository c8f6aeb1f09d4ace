//! `_interpreters`: several interpreters in one process, each with a runtime of its own.
//!
//! A thread is in one interpreter at a time. To do something in another it leaves its own, as if it blocked, takes the
//! place of the other's main thread, and comes back ([`session`]). Who may enter, and who ends an interpreter that nobody
//! keeps, is in [`turn`], which knows no interpreter (rules X1 to X4 of `docs/protocols.md`). What goes
//! along is taken apart here and made anew there ([`crossing`]).

mod config;
mod crossing;
mod error;
mod items;
mod numbered;
mod registry;
mod script;
mod session;
mod snapshot;
mod turn;

pub(crate) use crossing::{Crossing, is_error};
pub(crate) use error::{make_class, raise};
pub(crate) use items::{Items, Terms, Unbound};
pub(crate) use numbered::{Handle, Numbered, Shared, Unreleased};

use config::{Config, Lock};
use crossing::Fallback;
use error::{interpreter_error, not_found};
use interpreter::{Function, LoadedCode, MAIN, Raised, Return, Vm};
use object_model::{Class, Dict, Ref, Runtime, Special, Value};
use registry::{Member, Registry, Whence};
use session::Outcome;
use snapshot::{Snapshot, namespace};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use turn::{Refused, Turn};

fn registry<R: Runtime>(vm: &Vm<R>) -> Arc<Registry<R>> {
    vm.shared.family.state()
}

/// A number that stands for something, as `what` says; None if it is beyond 64 bits.
pub(crate) fn number<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, what: &str) -> Return<R, Option<i64>> {
    if !vm.is_int(value) && vm.special_method(value, Special::Index)?.is_none() {
        let message = format!("{what} must be an int, got {}", vm.type_name(value));
        return Err(vm.type_error(&message));
    }
    match i64::try_from(vm.index_integer(value)?) {
        Ok(number) if number < 0 => {
            let message = format!("{what} must be a non-negative int, got {}", vm.repr_string(value)?);
            Err(vm.value_error(&message))
        }
        number => Ok(number.ok()),
    }
}

/// The class that a module keeps under a name, if the module is loaded and keeps one.
pub(crate) fn loaded_class<R: Runtime>(vm: &mut Vm<R>, module: &str, name: &str) -> Option<Ref<R, Class<R>>> {
    let module = vm.loaded_module(module)?;
    vm.find_attr_str(&module, name).ok().flatten()?.downcast().ok()
}

/// The interpreter that is meant. With `restrict`, one that this module made: `what` is to be done with it.
fn member<R: Runtime>(
    vm: &mut Vm<R>,
    id: &Value<R>,
    restrict: &Value<R>,
    what: &str,
) -> Return<R, Arc<Member<R>>> {
    let Some(id) = number(vm, id, "interpreter ID")? else {
        return Err(vm.overflow_error("int too big to convert"));
    };
    let id = id.unsigned_abs();
    let restrict = vm.flag(restrict, false)?;
    let Some(member) = registry(vm).find(id) else { return Err(not_found(vm, id)) };
    if restrict && member.whence != Whence::Stdlib {
        return Err(interpreter_error(vm, &format!("cannot {what} unrecognized interpreter {id}")));
    }
    Ok(member)
}

fn new_config<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let name = match arguments[0].given() {
        Some(name) => vm.expect_str(name, "new_config() argument 1 must be str, not")?.to_owned(),
        None => String::new(),
    };
    let mut config = Config::named(vm, &name)?;
    if let Some(changes) = arguments[1].as_ref::<Dict<R>>() {
        config.update(vm, changes)?;
    }
    let entries = config.entries(vm);
    namespace(vm, entries)
}

fn get_config<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let id = match arguments[0].some() {
        Some(id) => id.clone(),
        None => vm.new_int(vm.shared.id as i64),
    };
    let member = member(vm, &id, &arguments[1], "get the config of")?;
    let entries = member.config.entries(vm);
    namespace(vm, entries)
}

fn create<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let config = Config::of(vm, &arguments[0])?;
    let kept = vm.flag(&arguments[1], false)?;
    // Acquire: pairs with the Release in `begin_to_end`.
    if vm.shared.finalizing.load(Ordering::Acquire) {
        let class = vm.exceptions().python_finalization_error.clone();
        return Err(vm.raise_message(&class, "can't create an interpreter at interpreter shutdown"));
    }
    session::check_room(vm)?;
    if config.lock != Lock::Own {
        let cause = vm.value_error("an interpreter has a runtime, and so a lock, of its own: gil='own'");
        let raised = interpreter_error(vm, "interpreter creation failed");
        error::set_cause(vm, &raised, &cause)?;
        return Err(raised);
    }
    let (family, registry, stack_limit) = (vm.shared.family.clone(), registry(vm), vm.stack_limit());
    let id = registry.next_id();
    let (runtime, library) = (vm.runtime().another(), vm.shared.library);
    let settings = interpreter::Config { permissions: config.permissions(), ..vm.shared.config.clone() };
    let begun = vm.away(|| {
        let mut there = Vm::begin_another(&family, id, runtime, settings, library, stack_limit).ok()?;
        crate::register(&mut there);
        there.make_main();
        Some(there.rest())
    });
    let Some(entry) = begun else { return Err(interpreter_error(vm, "interpreter creation failed")) };
    let turn = Turn::free(entry);
    if kept {
        turn.keep();
    }
    registry.add(Member { id, whence: Whence::Stdlib, config, turn });
    Ok(vm.new_int(id as i64))
}

fn destroy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let member = member(vm, &arguments[0], &arguments[1], "destroy")?;
    if member.id == vm.shared.id {
        return Err(interpreter_error(vm, "cannot destroy the current interpreter"));
    }
    session::check_room(vm)?;
    match member.turn.end() {
        Ok(entry) => session::end(vm, &member, entry),
        Err(Refused::Taken) => return Err(interpreter_error(vm, "interpreter running")),
        Err(Refused::Ended) => return Err(not_found(vm, member.id)),
    }
    Ok(Value::NONE)
}

fn summary<R: Runtime>(vm: &Vm<R>, member: &Member<R>) -> Value<R> {
    vm.new_pair(vm.new_int(member.id as i64), Value::small_int(member.whence as i64))
}

fn list_all<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let all = registry(vm).all().iter().map(|member| summary(vm, member)).collect();
    vm.new_list(all)
}

fn get_current<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let (id, whence) = (vm.shared.id, if vm.shared.is_main() { Whence::Runtime } else { Whence::Stdlib });
    Ok(vm.new_pair(vm.new_int(id as i64), Value::small_int(whence as i64)))
}

fn get_main<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_pair(vm.new_int(MAIN as i64), Value::small_int(Whence::Runtime as i64)))
}

fn whence<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let member = member(vm, &arguments[0], &Value::FALSE, "tell the origin of")?;
    Ok(Value::small_int(member.whence as i64))
}

fn is_running<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let member = member(vm, &arguments[0], &arguments[1], "check if running for")?;
    Ok(Value::bool(member.turn.is_taken()))
}

fn incref<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let member = member(vm, &arguments[0], &arguments[2], "incref")?;
    if vm.flag(&arguments[1], false)? {
        member.turn.keep();
    }
    match member.turn.retain() {
        true => Ok(Value::NONE),
        false => Err(not_found(vm, member.id)),
    }
}

fn decref<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let member = member(vm, &arguments[0], &arguments[1], "decref")?;
    if let Some(entry) = member.turn.release() {
        session::end(vm, &member, entry);
    }
    Ok(Value::NONE)
}

fn is_shareable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(Crossing::is_shareable(vm, &arguments[0])))
}

fn set_main_attributes<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let member = member(vm, &arguments[0], &arguments[2], "update __main__ for")?;
    if arguments[1].as_ref::<Dict<R>>().is_none() {
        let message =
            format!("set___main___attrs() argument 2 must be dict, not {}", vm.argument_type(&arguments[1]));
        return Err(vm.type_error(&message));
    }
    if vm.len(&arguments[1])? == 0 {
        return Err(vm.value_error("arg 2 must be a non-empty dict"));
    }
    let bindings = session::bindings(vm, &arguments[1])?;
    match session::visit(vm, &member, |there| session::bind(there, bindings))? {
        Ok(()) => Ok(Value::NONE),
        Err(outcome) => {
            let cause = failure(vm, outcome)?;
            let raised = vm.runtime_error("failed to apply namespace to __main__");
            error::set_cause(vm, &raised, &cause)?;
            Err(raised)
        }
    }
}

/// What stands here for an exception that was raised in another interpreter.
fn failure<R: Runtime>(vm: &mut Vm<R>, outcome: Outcome) -> Return<R, Raised<R>> {
    match outcome {
        Outcome::Done(_) => Ok(vm.runtime_error("an interpreter failed without an exception")),
        Outcome::Raised(snapshot) => Ok(vm.runtime_error(&snapshot.formatted())),
        Outcome::NotShareable(message, cause) => {
            let cause = cause.map(|cause| vm.runtime_error(&cause.formatted()));
            error::not_shareable(vm, &message, cause)
        }
    }
}

/// None, or what was raised by the script.
fn run_script<R: Runtime>(
    vm: &mut Vm<R>,
    member: &Arc<Member<R>>,
    script: &Value<R>,
    shared: &Value<R>,
) -> Return<R> {
    let code = script::of(vm, script)?;
    let bindings = match shared.some() {
        Some(shared) => session::bindings(vm, shared)?,
        None => vec![],
    };
    let outcome = session::visit(vm, member, |there| match session::bind(there, bindings) {
        Ok(()) => session::run(there, &code),
        Err(outcome) => outcome,
    })?;
    match outcome {
        Outcome::Done(_) => Ok(Value::NONE),
        Outcome::Raised(snapshot) => snapshot.into_value(vm),
        other => Err(failure(vm, other)?),
    }
}

fn exec<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let member = member(vm, &arguments[0], &arguments[3], "exec code for")?;
    run_script(vm, &member, &arguments[1], &arguments[2])
}

fn run_string<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let member = member(vm, &arguments[0], &arguments[3], "run a string in")?;
    vm.expect_str(&arguments[1], "run_string() argument 2 must be str, not")?;
    run_script(vm, &member, &arguments[1], &arguments[2])
}

fn run_function<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let member = member(vm, &arguments[0], &arguments[3], "run a function in")?;
    let function = &arguments[1];
    if function.as_ref::<Function<R>>().is_none() && function.as_ref::<LoadedCode<R>>().is_none() {
        let name = vm.argument_type(function);
        return Err(vm.type_error(&format!("run_func() argument 2 must be a function, not {name}")));
    }
    run_script(vm, &member, function, &arguments[2])
}

/// The result and None, or None and what was raised.
fn call<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [id, callable, positional, keywords, _, restrict] = arguments else {
        return Err(vm.type_error("call() takes an interpreter and a callable"));
    };
    let member = member(vm, id, restrict, "make a call in")?;
    if !vm.is_callable(callable) {
        let message = format!("expected a callable, got {}", vm.repr_string(callable)?);
        return Err(vm.type_error(&message));
    }
    let callable = Crossing::of_callable(vm, callable)?;
    let arguments = match positional.some() {
        Some(tuple) if vm.as_tuple(tuple).is_none() => {
            return Err(vm.type_error("call() argument 3 must be tuple"));
        }
        Some(tuple) => Some(Crossing::of(vm, tuple, Fallback::Full)?),
        None => None,
    };
    let keywords = match keywords.some() {
        Some(dict) if dict.as_ref::<Dict<R>>().is_none() => {
            return Err(vm.type_error("call() argument 4 must be dict"));
        }
        Some(dict) if vm.len(dict)? > 0 => Some(Crossing::of(vm, dict, Fallback::Full)?),
        _ => None,
    };
    let call = session::Call { callable, arguments, keywords };
    match session::visit(vm, &member, |there| session::call(there, call))? {
        Outcome::Done(result) => {
            let result = result.arrive(vm)?;
            Ok(vm.new_pair(result, Value::NONE))
        }
        Outcome::Raised(snapshot) => {
            let snapshot = snapshot.into_value(vm)?;
            Ok(vm.new_pair(Value::NONE, snapshot))
        }
        other => Err(failure(vm, other)?),
    }
}

/// A snapshot of an exception of this interpreter, the one being handled if none is given.
fn capture_exception<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let exception = match arguments[0].some() {
        Some(exception) => exception.clone(),
        None => vm.handled_exception(),
    };
    if exception.is_none() {
        return Ok(Value::NONE);
    }
    let class = vm.exceptions().base_exception.clone();
    if !vm.is_instance(&exception, &class) {
        let message = format!("expected exception, got {}", vm.repr_string(&exception)?);
        return Err(vm.type_error(&message));
    }
    Snapshot::of(vm, &Raised(exception)).into_value(vm)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    if vm.shared.is_main() {
        let _ = vm.shared.end_hook.set(session::end_all);
    }
    let module = vm.new_module("_interpreters");
    vm.module_functions(
        &module,
        "_interpreters",
        &[
            ("new_config(name='isolated', /, **overrides)", new_config),
            ("create(config='isolated', *, reqrefs=False)", create),
            ("destroy(id, *, restrict=False)", destroy),
            ("list_all(*, require_ready=False)", list_all),
            ("get_current()", get_current),
            ("get_main()", get_main),
            ("is_running(id, *, restrict=False)", is_running),
            ("get_config(id=None, *, restrict=False)", get_config),
            ("whence(id)", whence),
            ("exec(id, code, shared={}, *, restrict=False)", exec),
            ("call(id, callable, args=(), kwargs={}, *, preserve_exc=False, restrict=False)", call),
            ("run_string(id, script, shared={}, *, restrict=False)", run_string),
            ("run_func(id, func, shared={}, *, restrict=False)", run_function),
            ("set___main___attrs(id, updates, *, restrict=False)", set_main_attributes),
            ("incref(id, *, implieslink=False, restrict=False)", incref),
            ("decref(id, *, restrict=False)", decref),
            ("is_shareable(obj)", is_shareable),
            ("capture_exception(exc=None)", capture_exception),
        ],
    );
    let origins = [("UNKNOWN", 0), ("RUNTIME", 1), ("LEGACY_CAPI", 2), ("CAPI", 3), ("XI", 4), ("STDLIB", 5)];
    for (name, number) in origins {
        vm.module_set(&module, &format!("WHENCE_{name}"), Value::small_int(number));
    }
    error::install(vm, &module)?;
    Ok(module)
}
