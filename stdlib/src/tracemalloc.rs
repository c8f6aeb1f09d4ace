//! `_tracemalloc`: where the objects that are alive were made, and how much memory they take and hold.
//!
//! It is known of each interpreter by itself, for each has a world of its own.

use interpreter::{Return, Vm};
use object_model::inventory::{Inventory, Traceback};
use object_model::{Runtime, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Most lines of a traceback that can be asked for.
pub const MOST_LINES: usize = u16::MAX as usize;

/// The inventory, while it is kept.
fn kept<R: Runtime>(vm: &Vm<R>) -> Option<&Inventory> {
    vm.world().inventory().filter(|inventory| inventory.is_kept())
}

fn is_tracing<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::bool(kept(vm).is_some()))
}

fn start<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let lines = match arguments[0].given() {
        Some(lines) => {
            let lines = vm.index_integer(lines)?;
            let Ok(lines) = i32::try_from(&lines) else {
                return Err(vm.overflow_error("Python int too large to convert to C int"));
            };
            usize::try_from(lines).unwrap_or(0)
        }
        None => 1,
    };
    if !(1..=MOST_LINES).contains(&lines) {
        let message = format!("the number of frames must be in range [1; {MOST_LINES}]");
        return Err(vm.value_error(&message));
    }
    if kept(vm).is_none() {
        vm.begin_inventory(lines);
    }
    Ok(Value::NONE)
}

fn stop<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.end_inventory();
    Ok(Value::NONE)
}

fn clear_traces<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    if let Some(inventory) = kept(vm) {
        inventory.clear();
    }
    Ok(Value::NONE)
}

fn get_traceback_limit<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    // What was asked for last, also when it is over.
    let limit = vm.world().inventory().map_or(0, Inventory::limit);
    Ok(vm.new_usize(limit.max(1)))
}

fn get_traced_memory<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let (bytes, peak) = kept(vm).map_or((0, 0), Inventory::totals);
    Ok(vm.new_pair(vm.new_usize(bytes), vm.new_usize(peak)))
}

fn reset_peak<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    if let Some(inventory) = kept(vm) {
        inventory.reset_peak();
    }
    Ok(Value::NONE)
}

fn get_tracemalloc_memory<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let overhead = vm.world().inventory().map_or(0, Inventory::overhead);
    Ok(vm.new_usize(overhead))
}

/// The names of files as strings, each made once.
struct Names<R: Runtime>(HashMap<u32, Value<R>>);

impl<R: Runtime> Names<R> {
    fn new() -> Self {
        Names(HashMap::new())
    }

    fn of(&mut self, vm: &Vm<R>, file: u32) -> Value<R> {
        let make = || {
            let name = vm.world().inventory().and_then(|inventory| inventory.file_name(file));
            vm.new_str(name.as_deref().unwrap_or("<unknown>"))
        };
        self.0.entry(file).or_insert_with(make).clone()
    }

    /// File and line of each frame, the innermost first.
    fn frames(&mut self, vm: &Vm<R>, traceback: &Traceback) -> Value<R> {
        let frame = |line: &object_model::inventory::Line| {
            vm.new_pair(self.of(vm, line.file), vm.new_int(line.number.into()))
        };
        vm.new_tuple(traceback.lines.iter().map(frame).collect())
    }
}

/// Runs `show`, whose objects do not show up in the inventory.
fn aside<R: Runtime, T>(vm: &mut Vm<R>, show: impl FnOnce(&mut Vm<R>) -> T) -> T {
    let keeping = vm.keep_inventory(false);
    let shown = show(vm);
    vm.keep_inventory(keeping);
    shown
}

fn get_traces<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    if kept(vm).is_none() {
        return vm.new_list(vec![]);
    }
    let traces = vm.traces();
    aside(vm, |vm| {
        let mut names = Names::new();
        let mut known: HashMap<*const Traceback, [Value<R>; 2]> = HashMap::new();
        let mut made = Vec::with_capacity(traces.len());
        for trace in &traces {
            let traceback = known
                .entry(Arc::as_ptr(&trace.traceback))
                .or_insert_with(|| [names.frames(vm, &trace.traceback), vm.new_usize(trace.traceback.depth)]);
            let [frames, depth] = traceback.clone();
            made.push(vm.new_tuple(vec![Value::small_int(0), vm.new_usize(trace.bytes), frames, depth]));
        }
        vm.new_list(made)
    })
}

fn get_object_traceback<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let object = arguments[0].word().as_object::<R>();
    let made = object.and_then(|object| kept(vm)?.made(object.addr().get()));
    Ok(made.map_or(Value::NONE, |made| aside(vm, |vm| Names::new().frames(vm, &made))))
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_tracemalloc");
    vm.module_functions(
        &module,
        "_tracemalloc",
        &[
            ("is_tracing()", is_tracing),
            ("start(nframe=1, /)", start),
            ("stop()", stop),
            ("clear_traces()", clear_traces),
            ("get_traceback_limit()", get_traceback_limit),
            ("get_traced_memory()", get_traced_memory),
            ("reset_peak()", reset_peak),
            ("get_tracemalloc_memory()", get_tracemalloc_memory),
            ("_get_traces()", get_traces),
            ("_get_object_traceback(obj, /)", get_object_traceback),
        ],
    );
    Ok(module)
}
