//! `SyntaxError`: where in the source it is.

use super::{args_of, init as base_init};
use crate::native::NativeCall;
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Runtime, Value};

const DETAILS: [&str; 6] = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    base_init(vm, arguments)?;
    let receiver = &arguments[0];
    let args = args_of(vm, receiver);
    if let Some(message) = args.first() {
        vm.set_exception_field(receiver, "msg", message.clone());
    }
    if let [_, details] = args.as_slice() {
        let details = vm.collect(details)?;
        match details.len() {
            4 | 6 | 7 => {}
            5 => return Err(vm.type_error("end_offset must be provided when end_lineno is provided")),
            count if count < 4 => {
                let message = format!("function takes at least 4 arguments ({count} given)");
                return Err(vm.type_error(&message));
            }
            count => {
                let message = format!("function takes at most 7 arguments ({count} given)");
                return Err(vm.type_error(&message));
            }
        }
        for (name, value) in DETAILS.iter().zip(details) {
            vm.set_exception_field(receiver, name, value);
        }
    }
    Ok(Value::NONE)
}

fn syntax_text<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let value = &arguments[0];
    let message = match vm.find_attr_str(value, "msg")? {
        Some(message) if !message.is_none() => vm.str_string(&message)?,
        _ => "None".into(),
    };
    let filename = vm.find_attr_str(value, "filename")?;
    let filename = filename.as_ref().and_then(|filename| vm.as_str(filename));
    let filename = filename.map(|filename| filename.rsplit('/').next().unwrap_or(filename).to_owned());
    let line = vm.find_attr_str(value, "lineno")?.and_then(|line| vm.as_i64(&line));
    let shown = match (filename, line) {
        (Some(filename), Some(line)) => format!("{message} ({filename}, line {line})"),
        (Some(filename), None) => format!("{message} ({filename})"),
        (None, Some(line)) => format!("{message} (line {line})"),
        (None, None) => message,
    };
    Ok(vm.new_string(shown))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.exceptions().syntax_error.clone();
    let methods: [(&str, NativeCall<R>); 2] =
        [("__init__(self, /, *args, **kwargs)", init), ("__str__(self, /)", syntax_text)];
    super::extend(vm, &class, &methods, &["msg", "print_file_and_line", "_metadata"]);
    super::extend(vm, &class, &[], &DETAILS);
}
