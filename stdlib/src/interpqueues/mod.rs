//! `_interpqueues`: queues between interpreters.
//!
//! Nobody waits here: the library's `Queue.get()` looks, sleeps and looks again, and it is the sleep that gives the leave to
//! run away and that a signal ends.

mod queue;

pub(crate) use queue::Queue;

use crate::interpreters::{
    Crossing, Handle, Numbered, Terms, Unreleased, loaded_class, make_class, number, raise,
};
use interpreter::{Raised, Return, Vm};
use object_model::{Class, Runtime, Value};
use queue::Refused;
use std::sync::Arc;

const MODULE: &str = "_interpqueues";
/// Where the module keeps what `_register_heap_types()` is given.
const QUEUE: &str = "_queue_type";
const EMPTY: &str = "_empty_error";
const FULL: &str = "_full_error";

fn queues<R: Runtime>(vm: &Vm<R>) -> Arc<Numbered<Queue>> {
    vm.shared.family.state()
}

/// An argument that numbers a queue.
fn number_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, i64> {
    match number(vm, value, "queue ID")? {
        Some(number) => Ok(number),
        None => {
            let message = format!("max queue ID is {}, got {}", i64::MAX, vm.repr_string(value)?);
            Err(vm.overflow_error(&message))
        }
    }
}

/// A class that the library has registered; the library is imported if it has not.
fn registered<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R> {
    let module = vm.import_module(MODULE)?;
    if let Some(class) = vm.find_attr_str(&module, name)? {
        return Ok(class);
    }
    vm.import_module("concurrent.interpreters._queues")?;
    vm.get_attr_str(&module, name)
}

fn refused<R: Runtime>(vm: &mut Vm<R>, refused: Refused, id: i64) -> Raised<R> {
    let (class, what) = match refused {
        Refused::NotFound => ("QueueNotFoundError", "not found"),
        Refused::NeverBound => ("QueueError", "never bound"),
        Refused::Empty => (EMPTY, "is empty"),
        Refused::Full => (FULL, "is full"),
    };
    if let Err(raised) = registered(vm, class) {
        return raised;
    }
    raise(vm, MODULE, class, &format!("queue {id} {what}")).unwrap_or_else(|other| other)
}

fn answer<R: Runtime, T>(vm: &mut Vm<R>, result: Result<T, Refused>, id: i64) -> Return<R, T> {
    result.map_err(|reason| refused(vm, reason, id))
}

/// The queue that is meant, and its number.
fn find<R: Runtime>(vm: &mut Vm<R>, id: &Value<R>) -> Return<R, (Arc<Queue>, i64)> {
    let id = number_of(vm, id)?;
    let found = queues(vm).find(id).ok_or(Refused::NotFound);
    Ok((answer(vm, found, id)?, id))
}

fn create<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let max_size = vm.index(&arguments[0])?;
    let terms = Terms::USUAL.changed(vm, &arguments[1], &arguments[2])?;
    let id = queues(vm).add(Queue::new(max_size, terms));
    Ok(vm.new_int(id))
}

fn destroy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let id = number_of(vm, &arguments[0])?;
    match queues(vm).destroy(id) {
        true => Ok(Value::NONE),
        false => Err(refused(vm, Refused::NotFound, id)),
    }
}

fn list_all<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let mut all = Vec::new();
    for (id, queue) in queues(vm).all() {
        let [unbound, fallback] = queue.terms.numbers();
        all.push(vm.new_tuple(vec![vm.new_int(id), unbound, fallback]));
    }
    vm.new_list(all)
}

fn put<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [id, object, unbound, fallback] = arguments else {
        return Err(vm.type_error("put() takes a queue and an object"));
    };
    let (queue, id) = find(vm, id)?;
    let terms = queue.terms.changed(vm, unbound, fallback)?;
    let crossing = Crossing::of(vm, object, terms.fallback)?;
    let result = queue.put(crossing, vm.shared.id, terms.unbound);
    answer(vm, result, id)?;
    Ok(Value::NONE)
}

fn get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (queue, id) = find(vm, &arguments[0])?;
    let result = queue.get();
    match answer(vm, result, id)? {
        Ok(crossing) => {
            let object = crossing.arrive(vm)?;
            Ok(vm.new_pair(object, Value::NONE))
        }
        Err(unbound) => Ok(vm.new_pair(Value::NONE, Value::small_int(unbound as i64))),
    }
}

fn bind<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let id = number_of(vm, &arguments[0])?;
    match queues(vm).retain(id) {
        true => Ok(Value::NONE),
        false => Err(refused(vm, Refused::NotFound, id)),
    }
}

fn release<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let id = number_of(vm, &arguments[0])?;
    match queues(vm).release(id) {
        Ok(()) => Ok(Value::NONE),
        Err(Unreleased::NotFound) => Err(refused(vm, Refused::NotFound, id)),
        Err(Unreleased::NeverRetained) => Err(refused(vm, Refused::NeverBound, id)),
    }
}

fn get_maxsize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (queue, _) = find(vm, &arguments[0])?;
    Ok(vm.new_int(queue.max_size))
}

fn get_queue_defaults<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (queue, _) = find(vm, &arguments[0])?;
    let [unbound, fallback] = queue.terms.numbers();
    Ok(vm.new_pair(unbound, fallback))
}

fn is_full<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (queue, id) = find(vm, &arguments[0])?;
    answer(vm, queue.is_full(), id).map(Value::bool)
}

fn get_count<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (queue, id) = find(vm, &arguments[0])?;
    let count = answer(vm, queue.count(), id)?;
    Ok(vm.new_usize(count))
}

fn register_heap_types<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [queue, empty, full] = arguments else {
        return Err(vm.type_error("_register_heap_types() takes three classes"));
    };
    if queue.as_ref::<Class<R>>().is_none() {
        return Err(vm.type_error("expected a type for 'queuetype'"));
    }
    let base = vm.exceptions().base_exception.clone();
    for (class, what) in [(empty, "emptyerror"), (full, "fullerror")] {
        if !class.as_ref::<Class<R>>().is_some_and(|class| vm.is_subclass(class, &base)) {
            return Err(vm.type_error(&format!("expected an exception type for '{what}'")));
        }
    }
    let module = vm.import_module(MODULE)?;
    for (name, class) in [(QUEUE, queue), (EMPTY, empty), (FULL, full)] {
        vm.module_set(&module, name, class.clone());
    }
    Ok(Value::NONE)
}

/// Whether it is a queue of the library's.
pub(crate) fn is_queue<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> bool {
    let class = loaded_class(vm, MODULE, QUEUE);
    class.is_some_and(|class| vm.class_ref(value).value().is(class.value()))
}

/// A reference to a queue that can travel.
pub(crate) fn handle_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Handle<Queue>> {
    let id = vm.get_attr_str(value, "_id")?;
    let id = number_of(vm, &id)?;
    let handle = Handle::of(&queues(vm), id).ok_or(Refused::NotFound);
    answer(vm, handle, id)
}

/// The library's queue for a reference that has arrived.
pub(crate) fn arrive<R: Runtime>(vm: &mut Vm<R>, handle: Handle<Queue>) -> Return<R> {
    let class = registered(vm, QUEUE)?;
    let id = vm.new_int(handle.id);
    // The queue takes a reference of its own before this one is given back.
    let queue = vm.call(&class, &[id]);
    drop(handle);
    queue
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module(MODULE);
    vm.module_functions(
        &module,
        MODULE,
        &[
            ("create(maxsize, unboundop=-1, fallback=-1)", create),
            ("destroy(qid)", destroy),
            ("list_all()", list_all),
            ("put(qid, obj, unboundop=-1, fallback=-1)", put),
            ("get(qid)", get),
            ("bind(qid)", bind),
            ("release(qid)", release),
            ("get_maxsize(qid)", get_maxsize),
            ("get_queue_defaults(qid)", get_queue_defaults),
            ("is_full(qid)", is_full),
            ("get_count(qid)", get_count),
            ("_register_heap_types(queuetype, emptyerror, fullerror)", register_heap_types),
        ],
    );
    let base = vm.exceptions().runtime_error.value().clone();
    let error = make_class(vm, "concurrent.interpreters", "QueueError", base)?;
    vm.module_set(&module, "QueueError", error.clone());
    let not_found = make_class(vm, "concurrent.interpreters", "QueueNotFoundError", error)?;
    vm.module_set(&module, "QueueNotFoundError", not_found);
    Ok(module)
}
