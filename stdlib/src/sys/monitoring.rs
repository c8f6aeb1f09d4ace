//! `sys.monitoring`: tools, what they want to hear of, and whom to call.

use interpreter::watch::{BRANCH, EVENTS, Event, Events, TOOLS};
use interpreter::{LoadedCode, Return, Vm};
use object_model::{Ref, Runtime, Value};

/// Numbers that tools agree on.
const TOOL_NAMES: [(&str, i64); 4] =
    [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)];

fn tool<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, usize> {
    let number = vm.index(value)?;
    match usize::try_from(number) {
        Ok(number) if number < TOOLS => Ok(number),
        _ => Err(vm.value_error(&format!("invalid tool {number} (must be between 0 and 5)"))),
    }
}

/// A tool that is in use.
fn tool_in_use<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, usize> {
    let tool = tool(vm, value)?;
    let monitor = vm.monitor();
    if vm.lock(&monitor).all[tool].name.is_unbound() {
        return Err(vm.value_error(&format!("tool {tool} is not in use")));
    }
    Ok(tool)
}

fn use_tool_id<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tool = tool(vm, &arguments[0])?;
    if vm.as_str(&arguments[1]).is_none() {
        return Err(vm.value_error("tool name must be a str"));
    }
    let monitor = vm.monitor();
    let mut tools = vm.lock(&monitor);
    if !tools.all[tool].name.is_unbound() {
        drop(tools);
        return Err(vm.value_error(&format!("tool {tool} is already in use")));
    }
    tools.all[tool].name = arguments[1].clone();
    Ok(Value::NONE)
}

/// A tool wants to hear of nothing any more, and nobody is called; `free` says whether its number is free as well.
fn clear<R: Runtime>(vm: &mut Vm<R>, tool: usize, free: bool) {
    let monitor = vm.monitor();
    let mut tools = vm.lock(&monitor);
    let mut old = std::mem::take(&mut tools.all[tool]);
    if !free {
        tools.all[tool].name = std::mem::replace(&mut old.name, Value::UNBOUND);
    }
    drop(tools);
    vm.clear_local_events(tool);
    vm.announce();
    drop(old);
}

fn free_tool_id<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tool = tool(vm, &arguments[0])?;
    clear(vm, tool, true);
    Ok(Value::NONE)
}

fn clear_tool_id<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tool = tool(vm, &arguments[0])?;
    clear(vm, tool, false);
    Ok(Value::NONE)
}

fn get_tool<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tool = tool(vm, &arguments[0])?;
    let monitor = vm.monitor();
    let name = vm.lock(&monitor).all[tool].name.clone();
    Ok(if name.is_unbound() { Value::NONE } else { name })
}

fn register_callback<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tool = tool(vm, &arguments[0])?;
    let events = vm.index(&arguments[1])?;
    let callback = match arguments[2].some() {
        Some(callback) => callback.clone(),
        None => Value::UNBOUND,
    };
    if events <= 0 || events.count_ones() != 1 {
        return Err(vm.value_error("The callback can only be set for one event at a time"));
    }
    let number = events.trailing_zeros() as usize;
    let wanted: &[Event] = match Event::numbered(number) {
        Some(event) => &[event],
        None if number == usize::from(BRANCH) => &[Event::BranchLeft, Event::BranchRight],
        None => return Err(vm.value_error(&format!("invalid event {events}"))),
    };
    vm.audit("sys.monitoring.register_callback", |_| [arguments[2].clone()])?;
    let monitor = vm.monitor();
    let mut tools = vm.lock(&monitor);
    let mut replaced = Vec::new();
    for event in wanted {
        let place = &mut tools.all[tool].callbacks[*event as usize];
        replaced.push(std::mem::replace(place, callback.clone()));
    }
    drop(tools);
    let old = replaced.swap_remove(0);
    Ok(if old.is_unbound() { Value::NONE } else { old })
}

fn number<R: Runtime>(events: Events) -> Value<R> {
    Value::small_int(i64::from(events.0))
}

fn get_events<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tool = tool(vm, &arguments[0])?;
    let monitor = vm.monitor();
    let events = vm.lock(&monitor).all[tool].events;
    Ok(number(Events(events.0 & !Events::OUTCOMES.0)))
}

/// A set of events as it is asked for; `local` says whether for one code object.
fn asked<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, local: bool) -> Return<R, Events> {
    let asked = vm.index(value)?;
    let mut events = match u32::try_from(asked) {
        Ok(events) if events < 1 << (BRANCH + 1) => Events(events),
        _ => return Err(vm.value_error(&format!("invalid event set 0x{asked:x}"))),
    };
    if events.0 & 1 << BRANCH != 0 {
        events = Events(events.0 & !(1 << BRANCH)) | Events::BRANCHES;
    }
    if events.meets(Events::OUTCOMES) {
        if !events.has(Event::Call) {
            return Err(vm.value_error("cannot set C_RETURN or C_RAISE events independently"));
        }
        events = Events(events.0 & !Events::OUTCOMES.0);
    }
    if local && events.meets(!Events::LOCAL) {
        return Err(vm.value_error(&format!("invalid local event set 0x{asked:x}")));
    }
    Ok(if events.has(Event::Call) { events | Events::OUTCOMES } else { events })
}

fn set_events<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    tool(vm, &arguments[0])?;
    let events = asked(vm, &arguments[1], false)?;
    let tool = tool_in_use(vm, &arguments[0])?;
    let monitor = vm.monitor();
    vm.lock(&monitor).all[tool].events = events;
    vm.announce();
    Ok(Value::NONE)
}

fn code<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, LoadedCode<R>>> {
    match value.as_ref() {
        Some(code) => Ok(code),
        None => Err(vm.type_error("code must be a code object")),
    }
}

fn get_local_events<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tool = tool(vm, &arguments[0])?;
    let code = code(vm, &arguments[1])?;
    let events = code.watch.get().map_or(Events::NONE, |watch| watch.local(tool));
    Ok(number(Events(events.0 & !Events::OUTCOMES.0)))
}

fn set_local_events<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    tool(vm, &arguments[0])?;
    let code = code(vm, &arguments[1])?.clone();
    let events = asked(vm, &arguments[2], true)?;
    let tool = tool_in_use(vm, &arguments[0])?;
    vm.set_local_events(tool, &code, events);
    vm.announce();
    Ok(Value::NONE)
}

fn restart_events<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.shared.announcements.restart();
    Ok(Value::NONE)
}

/// The events that are asked for by some tool, and by which: for those who look into the interpreter.
fn all_events<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let monitor = vm.monitor();
    let tools = vm.lock(&monitor);
    let wanted: [Events; TOOLS] = std::array::from_fn(|tool| tools.all[tool].events);
    drop(tools);
    let all = vm.new_dict();
    for (name, event) in EVENTS {
        let by = (0..TOOLS).filter(|tool| wanted[*tool].has(event)).fold(0, |by, tool| by | 1 << tool);
        if by != 0 {
            let name = vm.intern(name);
            vm.dict_set_str(&all, &name, Value::small_int(by));
        }
    }
    Ok(all.into_value())
}

/// The namespace.
pub(super) fn namespace<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let class = super::namespace::class(vm).into_value();
    let monitoring = vm.call(&class, &[])?;
    for (name, number) in TOOL_NAMES {
        vm.set_attr_str(&monitoring, name, Value::small_int(number))?;
    }
    let events = vm.call(&class, &[])?;
    vm.set_attr_str(&events, "NO_EVENTS", Value::small_int(0))?;
    for (name, event) in EVENTS {
        vm.set_attr_str(&events, name, number(Events::of(event)))?;
    }
    vm.set_attr_str(&events, "BRANCH", Value::small_int(1 << BRANCH))?;
    vm.set_attr_str(&monitoring, "events", events)?;
    let monitor = vm.monitor();
    vm.set_attr_str(&monitoring, "DISABLE", monitor.disable.clone())?;
    vm.set_attr_str(&monitoring, "MISSING", monitor.missing.clone())?;
    let functions: [(&str, &str, interpreter::NativeCall<R>); 11] = [
        ("use_tool_id", "use_tool_id(tool_id, name, /)", use_tool_id),
        ("free_tool_id", "free_tool_id(tool_id, /)", free_tool_id),
        ("clear_tool_id", "clear_tool_id(tool_id, /)", clear_tool_id),
        ("get_tool", "get_tool(tool_id, /)", get_tool),
        ("register_callback", "register_callback(tool_id, event, func, /)", register_callback),
        ("get_events", "get_events(tool_id, /)", get_events),
        ("set_events", "set_events(tool_id, event_set, /)", set_events),
        ("get_local_events", "get_local_events(tool_id, code, /)", get_local_events),
        ("set_local_events", "set_local_events(tool_id, code, event_set, /)", set_local_events),
        ("restart_events", "restart_events()", restart_events),
        ("_all_events", "_all_events()", all_events),
    ];
    for (name, signature, call) in functions {
        let function = vm.new_module_function("sys.monitoring", signature, call);
        vm.set_attr_str(&monitoring, name, function)?;
    }
    Ok(monitoring)
}
