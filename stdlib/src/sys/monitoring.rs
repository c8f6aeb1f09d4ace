//! `sys.monitoring`: the events and the tools that would like to hear of them. None is ever told, and setting events says so:
//! the evaluation loop has no place to call from.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// Events by their bits.
const EVENTS: [(&str, i64); 19] = [
    ("PY_START", 0),
    ("PY_RESUME", 1),
    ("PY_RETURN", 2),
    ("PY_YIELD", 3),
    ("CALL", 4),
    ("LINE", 5),
    ("INSTRUCTION", 6),
    ("JUMP", 7),
    ("BRANCH_LEFT", 8),
    ("BRANCH_RIGHT", 9),
    ("STOP_ITERATION", 10),
    ("RAISE", 11),
    ("EXCEPTION_HANDLED", 12),
    ("PY_UNWIND", 13),
    ("PY_THROW", 14),
    ("RERAISE", 15),
    ("C_RETURN", 16),
    ("C_RAISE", 17),
    ("BRANCH", 18),
];

/// Numbers that tools agree on.
const TOOLS: [(&str, i64); 4] =
    [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)];

/// Tools are numbered below this.
const LIMIT: i64 = 6;

/// The attribute of the namespace that holds the names of the tools in use, by their numbers.
const NAMES: &str = "_tools";

fn tool<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let number = vm.index(value)?;
    if !(0..LIMIT).contains(&number) {
        return Err(vm.value_error(&format!("invalid tool {number} (must be between 0 and 5)")));
    }
    Ok(Value::small_int(number))
}

fn names<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let sys = vm.import_module("sys")?;
    let monitoring = vm.get_attr_str(&sys, "monitoring")?;
    vm.get_attr_str(&monitoring, NAMES)
}

fn use_tool_id<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tool = tool(vm, &arguments[0])?;
    if vm.as_str(&arguments[1]).is_none() {
        return Err(vm.value_error("tool name must be a str"));
    }
    let names = names(vm)?;
    // One step, so that of two threads one gets the number.
    let before = vm.call_method(&names, "setdefault", &[tool.clone(), arguments[1].clone()])?;
    if before.is(&arguments[1]) {
        return Ok(Value::NONE);
    }
    let number = vm.index(&tool)?;
    Err(vm.value_error(&format!("tool {number} is already in use")))
}

fn free_tool_id<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tool = tool(vm, &arguments[0])?;
    let names = names(vm)?;
    vm.call_method(&names, "pop", &[tool, Value::NONE])?;
    Ok(Value::NONE)
}

fn get_tool<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let tool = tool(vm, &arguments[0])?;
    let names = names(vm)?;
    vm.call_method(&names, "get", &[tool])
}

fn clear_tool_id<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    tool(vm, &arguments[0]).map(|_| Value::NONE)
}

/// No callback was registered before, and this one will not be called: no events can be set.
fn register_callback<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    tool(vm, &arguments[0]).map(|_| Value::NONE)
}

fn get_events<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    tool(vm, &arguments[0]).map(|_| Value::small_int(0))
}

fn set<R: Runtime>(vm: &mut Vm<R>, events: &Value<R>) -> Return<R> {
    if vm.index(events)? == 0 {
        return Ok(Value::NONE);
    }
    Err(vm.not_implemented_error("sys.monitoring: no events are delivered"))
}

fn set_events<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    tool(vm, &arguments[0])?;
    set(vm, &arguments[1])
}

fn set_local_events<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    tool(vm, &arguments[0])?;
    set(vm, &arguments[2])
}

fn restart_events<R: Runtime>(_: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(Value::NONE)
}

/// The namespace.
pub(super) fn namespace<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let class = super::namespace::class(vm).into_value();
    let monitoring = vm.call(&class, &[])?;
    for (name, number) in TOOLS {
        vm.set_attr_str(&monitoring, name, Value::small_int(number))?;
    }
    let events = vm.call(&class, &[])?;
    vm.set_attr_str(&events, "NO_EVENTS", Value::small_int(0))?;
    for (name, bit) in EVENTS {
        vm.set_attr_str(&events, name, Value::small_int(1 << bit))?;
    }
    vm.set_attr_str(&monitoring, "events", events)?;
    for name in ["DISABLE", "MISSING"] {
        let object = vm.types().object.value().clone();
        let mark = vm.call(&object, &[])?;
        vm.set_attr_str(&monitoring, name, mark)?;
    }
    let tools = vm.new_dict().into_value();
    vm.set_attr_str(&monitoring, NAMES, tools)?;
    let functions: [(&str, &str, interpreter::NativeCall<R>); 9] = [
        ("use_tool_id", "use_tool_id(tool_id, name, /)", use_tool_id),
        ("free_tool_id", "free_tool_id(tool_id, /)", free_tool_id),
        ("clear_tool_id", "clear_tool_id(tool_id, /)", clear_tool_id),
        ("get_tool", "get_tool(tool_id, /)", get_tool),
        ("register_callback", "register_callback(tool_id, event, func, /)", register_callback),
        ("get_events", "get_events(tool_id, /)", get_events),
        ("set_events", "set_events(tool_id, event_set, /)", set_events),
        ("set_local_events", "set_local_events(tool_id, code, event_set, /)", set_local_events),
        ("restart_events", "restart_events()", restart_events),
    ];
    for (name, signature, call) in functions {
        let function = vm.new_module_function("sys.monitoring", signature, call);
        vm.set_attr_str(&monitoring, name, function)?;
    }
    Ok(monitoring)
}
