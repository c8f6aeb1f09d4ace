//! `_lsprof`: what `cProfile` is made of, which adds up how often functions are called and how long they take.
//!
//! A profiler is a tool of `sys.monitoring` whose callbacks are methods of its own. Each thread has a stack of the calls that
//! it is in.

use crate::struct_sequence;
use interpreter::watch::Event;
use interpreter::{ClassBuilder, Native, Return, Vm};
use object_model::{Class, Guard, Guarded, Payload, Ref, Runtime, Value};
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

/// `sys.monitoring.PROFILER_ID`
const TOOL: i64 = 2;

/// Which method hears of which event.
const CALLBACKS: [(Event, &str); 9] = [
    (Event::PyStart, "_pystart_callback"),
    (Event::PyResume, "_pystart_callback"),
    (Event::PyThrow, "_pythrow_callback"),
    (Event::PyReturn, "_pyreturn_callback"),
    (Event::PyYield, "_pyreturn_callback"),
    (Event::PyUnwind, "_pyreturn_callback"),
    (Event::Call, "_ccall_callback"),
    (Event::CReturn, "_creturn_callback"),
    (Event::CRaise, "_creturn_callback"),
];

/// How often something was called, and how long it took, in ticks.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// With what it called, counting the outermost of nested calls.
    total: i64,
    /// Without.
    own: i64,
    calls: i64,
    recursive: i64,
    /// How many calls of it are under way.
    depth: i64,
}

impl Tally {
    fn end(&mut self, total: i64, own: i64) {
        self.depth -= 1;
        // A timer of the program's may tell anything.
        if self.depth == 0 {
            self.total = self.total.wrapping_add(total);
        } else {
            self.recursive += 1;
        }
        self.own = self.own.wrapping_add(own);
        self.calls += 1;
    }
}

/// What is known of a function.
struct Entry<R: Runtime> {
    /// A code object or a native function.
    function: Value<R>,
    /// What is shown: the code object, or a text.
    shown: Value<R>,
    tally: Tally,
    /// Of its calls of others, by their numbers.
    calls: BTreeMap<usize, Tally>,
}

/// A call that is under way.
struct Call {
    entry: usize,
    start: i64,
    /// What the calls in it have taken.
    inner: i64,
}

/// What a profiler has found out.
struct Found<R: Runtime> {
    entries: Vec<Entry<R>>,
    /// The numbers of entries, by the function.
    numbers: HashMap<u64, usize>,
    /// The calls under way, by thread.
    stacks: HashMap<u64, Vec<Call>>,
    /// The function that tells the time, or None.
    timer: Value<R>,
    /// Seconds of a tick of that; 0 if it tells seconds.
    unit: f64,
    subcalls: bool,
    builtins: bool,
    enabled: bool,
    /// The timer is being called.
    timing: bool,
}

impl<R: Runtime> Found<R> {
    /// The number of the function with this key, which is entered if it is not known.
    fn number_of(&mut self, key: u64, entry: Entry<R>) -> usize {
        let next = self.entries.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.entries.push(entry);
        }
        number
    }

    fn begin(&mut self, thread: u64, number: usize) {
        let stack = self.stacks.entry(thread).or_default();
        self.entries[number].tally.depth += 1;
        if self.subcalls
            && let Some(caller) = stack.last()
        {
            self.entries[caller.entry].calls.entry(number).or_default().depth += 1;
        }
        stack.push(Call { entry: number, start: 0, inner: 0 });
    }

    fn end(&mut self, thread: u64, number: Option<usize>, now: i64) {
        let Some(stack) = self.stacks.get_mut(&thread) else { return };
        let Some(call) = stack.pop() else { return };
        let Some(number) = number else { return };
        let total = now.wrapping_sub(call.start);
        let own = total.wrapping_sub(call.inner);
        self.entries[number].tally.end(total, own);
        let Some(caller) = stack.last_mut() else { return };
        caller.inner = caller.inner.wrapping_add(total);
        if self.subcalls
            && let Some(tally) = self.entries[caller.entry].calls.get_mut(&number)
        {
            tally.end(total, own);
        }
    }
}

/// The payload of `Profiler`.
struct Profiler<R: Runtime> {
    found: Guarded<Found<R>>,
    start: Instant,
}

// SAFETY: guarded by the object's lock.
unsafe impl<R: Runtime> Payload<R> for Profiler<R> {
    const NAME: &'static str = "Profiler";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let found = unsafe { self.found.get() };
        visit(&found.timer);
        for entry in &found.entries {
            visit(&entry.function);
            visit(&entry.shown);
        }
    }
}

impl<R: Runtime> Guard<R> for Profiler<R> {
    type Guarded = Found<R>;
    fn guarded(&self) -> &Guarded<Found<R>> {
        &self.found
    }
}

fn profiler<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Profiler<R>>> {
    match value.as_ref() {
        Some(profiler) => Ok(profiler),
        None => Err(vm.type_error("a Profiler is needed")),
    }
}

fn new<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let class = vm.class_argument(&arguments[0])?;
    let found = Found {
        entries: Vec::new(),
        numbers: HashMap::new(),
        stacks: HashMap::new(),
        timer: Value::NONE,
        unit: 0.0,
        subcalls: true,
        builtins: true,
        enabled: false,
        timing: false,
    };
    vm.new_object_of(&class, Profiler { found: Guarded::new(found), start: Instant::now() })
}

fn flag<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, bool> {
    value.given().map_or(Ok(true), |value| vm.truth(value))
}

fn initialize<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, timer, unit, subcalls, builtins] = arguments else {
        return Err(vm.system_error("Profiler() takes a timer"));
    };
    let unit = unit.given().map_or(Ok(0.0), |unit| vm.to_float(unit))?;
    let (subcalls, builtins) = (flag(vm, subcalls)?, flag(vm, builtins)?);
    let profiler = profiler(vm, receiver)?;
    let mut found = vm.lock(profiler);
    let old = std::mem::replace(&mut found.timer, timer.some().cloned().unwrap_or(Value::NONE));
    (found.unit, found.subcalls, found.builtins) = (unit, subcalls, builtins);
    drop(found);
    drop(old);
    Ok(Value::NONE)
}

/// What time it is, in ticks.
fn now<R: Runtime>(vm: &mut Vm<R>, profiler: &Ref<R, Profiler<R>>) -> i64 {
    let found = vm.lock(profiler);
    let (timer, unit) = (found.timer.clone(), found.unit);
    drop(found);
    if timer.is_none() {
        return i64::try_from(profiler.start.elapsed().as_nanos()).unwrap_or(i64::MAX);
    }
    vm.lock(profiler).timing = true;
    let told = vm.call(&timer, &[]);
    vm.lock(profiler).timing = false;
    let ticks = told.and_then(|told| match unit > 0.0 {
        true => vm.index(&told),
        false => vm.to_float(&told).map(|seconds| (seconds * 1e9).floor() as i64),
    });
    ticks.unwrap_or_else(|raised| {
        vm.report_unraisable(&raised, &timer, "Exception ignored while calling _lsprof timer");
        0
    })
}

/// A native function as it is shown.
fn shown<R: Runtime>(vm: &mut Vm<R>, native: &Ref<R, Native<R>>, first: &Value<R>) -> Return<R> {
    let name = &*native.signature.name;
    if native.has_receiver() {
        let class = vm.class_of(first);
        let name = vm.intern(name);
        if let Some(method) = class.lookup(vm, &name) {
            let text = vm.repr_string(&method)?;
            return Ok(vm.new_string(text));
        }
    }
    Ok(vm.new_string(match vm.as_str(&native.module) {
        Some(module) => format!("<built-in method {module}.{name}>"),
        None => format!("<built-in method {name}>"),
    }))
}

/// A call begins of a code object or, for a `first` argument, of a native function.
fn enter<R: Runtime>(
    vm: &mut Vm<R>,
    profiler: &Ref<R, Profiler<R>>,
    function: &Value<R>,
    first: Option<&Value<R>>,
) -> Return<R, ()> {
    let (key, thread) = (function.word().bits(), vm.ident);
    let mut found = vm.lock(profiler);
    // A number is good for as long as the lock is held: another thread may forget all of them.
    match found.numbers.get(&key).copied() {
        Some(number) => {
            found.begin(thread, number);
            drop(found);
        }
        None => {
            drop(found);
            let shown = match (function.as_ref::<Native<R>>(), first) {
                (Some(native), Some(first)) => shown(vm, native, first)?,
                _ => function.clone(),
            };
            let entry =
                Entry { function: function.clone(), shown, tally: Tally::default(), calls: BTreeMap::new() };
            let mut found = vm.lock(profiler);
            let number = found.number_of(key, entry);
            found.begin(thread, number);
        }
    }
    let start = now(vm, profiler);
    if let Some(call) = vm.lock(profiler).stacks.get_mut(&thread).and_then(|stack| stack.last_mut()) {
        call.start = start;
    }
    Ok(())
}

fn leave<R: Runtime>(vm: &mut Vm<R>, profiler: &Ref<R, Profiler<R>>, function: &Value<R>) {
    let thread = vm.ident;
    if vm.lock(profiler).stacks.get(&thread).is_none_or(Vec::is_empty) {
        return;
    }
    let now = now(vm, profiler);
    let mut found = vm.lock(profiler);
    let number = found.numbers.get(&function.word().bits()).copied();
    found.end(thread, number, now);
}

fn start_callback<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let profiler = profiler(vm, &arguments[0])?;
    enter(vm, profiler, &arguments[1], None)?;
    Ok(Value::NONE)
}

fn return_callback<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let profiler = profiler(vm, &arguments[0])?;
    leave(vm, profiler, &arguments[1]);
    Ok(Value::NONE)
}

/// The profiler, if it wants to hear of a call of this.
fn native_call<'a, R: Runtime>(
    vm: &mut Vm<R>,
    arguments: &'a [Value<R>],
) -> Return<R, Option<&'a Ref<R, Profiler<R>>>> {
    let profiler = profiler(vm, &arguments[0])?;
    let wanted = vm.lock(profiler).builtins;
    let Some(native) = arguments[3].as_ref::<Native<R>>() else { return Ok(None) };
    let missing = native.has_receiver() && arguments[4].is(&vm.monitor().missing);
    Ok(Some(profiler).filter(|_| wanted && !missing))
}

fn call_callback<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if let Some(profiler) = native_call(vm, arguments)? {
        enter(vm, profiler, &arguments[3], Some(&arguments[4]))?;
    }
    Ok(Value::NONE)
}

fn native_return_callback<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if let Some(profiler) = native_call(vm, arguments)? {
        leave(vm, profiler, &arguments[3]);
    }
    Ok(Value::NONE)
}

fn monitoring<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let sys = vm.import_module("sys")?;
    vm.get_attr_str(&sys, "monitoring")
}

fn enable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let (subcalls, builtins) = (flag(vm, &arguments[1])?, flag(vm, &arguments[2])?);
    let own = profiler(vm, &arguments[0])?;
    let mut found = vm.lock(own);
    (found.subcalls, found.builtins) = (subcalls, builtins);
    drop(found);
    let (monitoring, tool) = (monitoring(vm)?, Value::small_int(TOOL));
    let name = vm.new_str("cProfile");
    vm.call_method(&monitoring, "use_tool_id", &[tool.clone(), name])?;
    let mut events = 0;
    for (event, method) in CALLBACKS {
        let callback = vm.get_attr_str(&arguments[0], method)?;
        let event = 1 << event as i64;
        vm.call_method(&monitoring, "register_callback", &[tool.clone(), Value::small_int(event), callback])?;
        events |= event;
    }
    vm.call_method(&monitoring, "set_events", &[tool, Value::small_int(events)])?;
    vm.lock(own).enabled = true;
    Ok(Value::NONE)
}

fn disable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = profiler(vm, &arguments[0])?;
    let found = vm.lock(own);
    let (timing, enabled) = (found.timing, found.enabled);
    drop(found);
    if timing {
        return Err(vm.runtime_error("cannot disable profiler in external timer"));
    }
    if !enabled {
        return Ok(Value::NONE);
    }
    let monitoring = monitoring(vm)?;
    vm.call_method(&monitoring, "free_tool_id", &[Value::small_int(TOOL)])?;
    vm.lock(own).enabled = false;
    // Calls that are under way end here.
    let now = now(vm, own);
    let mut found = vm.lock(own);
    let threads: Vec<u64> = found.stacks.keys().copied().collect();
    for thread in threads {
        while let Some(number) =
            found.stacks.get(&thread).and_then(|stack| stack.last()).map(|call| call.entry)
        {
            found.end(thread, Some(number), now);
        }
    }
    found.stacks.clear();
    Ok(Value::NONE)
}

fn clear<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = profiler(vm, &arguments[0])?;
    let mut found = vm.lock(own);
    if found.timing {
        drop(found);
        return Err(vm.runtime_error("cannot clear profiler in external timer"));
    }
    found.stacks.clear();
    found.numbers.clear();
    let old = std::mem::take(&mut found.entries);
    drop(found);
    drop(old);
    Ok(Value::NONE)
}

/// Whose class tells of a function, and of one that it calls. They stand in the module.
struct EntryOfFunction;
struct EntryOfCall;

const ENTRY_FIELDS: [&str; 6] = ["code", "callcount", "reccallcount", "totaltime", "inlinetime", "calls"];

fn entry_class<R: Runtime, P: 'static>(vm: &mut Vm<R>, name: &str, fields: usize) -> Ref<R, Class<R>> {
    struct_sequence::class_for::<R, P>(vm, "_lsprof", name, &ENTRY_FIELDS[..fields], &[])
}

fn numbers<R: Runtime>(vm: &Vm<R>, shown: &Value<R>, tally: &Tally, unit: f64) -> Vec<Value<R>> {
    vec![
        shown.clone(),
        vm.new_int(tally.calls),
        vm.new_int(tally.recursive),
        Value::float(tally.total as f64 * unit),
        Value::float(tally.own as f64 * unit),
    ]
}

fn getstats<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = profiler(vm, &arguments[0])?;
    let (entry_class, call_class) = (
        entry_class::<R, EntryOfFunction>(vm, "profiler_entry", 6),
        entry_class::<R, EntryOfCall>(vm, "profiler_subentry", 5),
    );
    let found = vm.lock(own);
    let unit = if found.timer.is_none() || found.unit == 0.0 { 1e-9 } else { found.unit };
    let shown: Vec<Value<R>> = found.entries.iter().map(|entry| entry.shown.clone()).collect();
    let tallies: Vec<(Tally, Vec<(usize, Tally)>)> = found
        .entries
        .iter()
        .map(|entry| (entry.tally, entry.calls.iter().map(|(number, tally)| (*number, *tally)).collect()))
        .collect();
    drop(found);
    let mut entries = Vec::new();
    for (own_shown, (tally, calls)) in shown.iter().zip(&tallies).filter(|(_, (tally, _))| tally.calls > 0) {
        let mut made = Vec::new();
        for (number, tally) in calls {
            let numbers = numbers(vm, &shown[*number], tally, unit);
            made.push(struct_sequence::make(vm, &call_class, numbers, vec![])?);
        }
        let mut numbers = numbers(vm, own_shown, tally, unit);
        numbers.push(if made.is_empty() { Value::NONE } else { vm.new_list(made)? });
        entries.push(struct_sequence::make(vm, &entry_class, numbers, vec![])?);
    }
    vm.new_list(entries)
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_lsprof");
    let class = ClassBuilder::new::<Profiler<R>>(vm, "_lsprof", "Profiler", None)
        .constructor("__new__(cls, *args, **kwargs)", new)
        .methods(&[
            ("__init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True)", initialize),
            ("getstats(self, /)", getstats),
            ("enable(self, subcalls=True, builtins=True)", enable),
            ("disable(self, /)", disable),
            ("clear(self, /)", clear),
            ("_pystart_callback(self, code, instruction_offset, /)", start_callback),
            ("_pythrow_callback(self, code, instruction_offset, exception, /)", start_callback),
            ("_pyreturn_callback(self, code, instruction_offset, retval, /)", return_callback),
            ("_ccall_callback(self, code, instruction_offset, callable, self_arg, /)", call_callback),
            (
                "_creturn_callback(self, code, instruction_offset, callable, self_arg, /)",
                native_return_callback,
            ),
        ])
        .finish();
    vm.module_set(&module, "Profiler", class.into_value());
    let entry = entry_class::<R, EntryOfFunction>(vm, "profiler_entry", 6).into_value();
    vm.module_set(&module, "profiler_entry", entry);
    let call = entry_class::<R, EntryOfCall>(vm, "profiler_subentry", 5).into_value();
    vm.module_set(&module, "profiler_subentry", call);
    Ok(module)
}
