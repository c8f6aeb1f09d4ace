//! The standard streams, made when a program first asks for one.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// The stream of this name (`stdout`, `__stdout__`, …), stored in the module; None for any other name.
pub(super) fn standard<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R, Option<Value<R>>> {
    let plain = name.strip_prefix("__").and_then(|name| name.strip_suffix("__")).unwrap_or(name);
    let errors = vm.shared.config.stream_errors.clone().unwrap_or_else(|| "strict".to_owned());
    let (descriptor, mode, errors) = match plain {
        "stdin" => (0, "r", &*errors),
        "stdout" => (1, "w", &*errors),
        "stderr" => (2, "w", "backslashreplace"),
        _ => return Ok(None),
    };
    let Some(module) = vm.loaded_module("sys") else { return Ok(None) };
    let namespace = vm.get_attr_str(&module, "__dict__")?;
    if plain == name && vm.get_name(&namespace, &format!("__{plain}__")).is_some() {
        // It was made, and the program has deleted it.
        return Ok(None);
    }
    let stream = open(vm, descriptor, mode, errors)?;
    if !stream.is_none() {
        let shown = vm.new_string(format!("<{plain}>"));
        // The name is a nicety that a stream may refuse.
        let buffer = vm.find_attr_str(&stream, "buffer")?.unwrap_or(Value::NONE);
        // Without a buffer, the raw stream is in its place.
        let raw = vm.find_attr_str(&buffer, "raw")?.unwrap_or(buffer);
        let _ = vm.set_attr_str(&raw, "name", shown);
        let mode = vm.new_str(mode);
        let _ = vm.set_attr_str(&stream, "mode", mode);
    }
    for name in [plain.to_owned(), format!("__{plain}__")] {
        if vm.get_name(&namespace, &name).is_none() {
            vm.module_set(&module, &name, stream.clone());
        }
    }
    Ok(vm.get_name(&namespace, name))
}

/// A text stream on a descriptor of the process; None if it is closed.
fn open<R: Runtime>(vm: &mut Vm<R>, descriptor: i32, mode: &str, errors: &str) -> Return<R> {
    // SAFETY: asks about a descriptor number, whatever it is.
    if unsafe { libc::fcntl(descriptor, libc::F_GETFD) } < 0 {
        return Ok(Value::NONE);
    }
    let io = vm.import_module("_io")?;
    let write_through = mode == "w" && vm.shared.config.unbuffered;
    let binary = {
        let open = vm.get_attr_str(&io, "open")?;
        let (descriptor, mode) = (vm.new_int(i64::from(descriptor)), vm.new_string(format!("{mode}b")));
        let buffering = vm.new_int(if write_through { 0 } else { -1 });
        let names = vm.keyword_names(&["buffering", "closefd"]);
        vm.call_with(&open, &[descriptor, mode, buffering, Value::FALSE], &names)?
    };
    // SAFETY: asks about a descriptor number, whatever it is.
    let interactive = unsafe { libc::isatty(descriptor) } == 1;
    let line_buffering = Value::bool(descriptor == 2 || interactive);
    let encoding = vm.shared.config.stream_encoding.clone().unwrap_or_else(|| "utf-8".to_owned());
    let (encoding, errors, newline) = (vm.new_string(encoding), vm.new_str(errors), vm.new_str("\n"));
    let newline = if mode == "r" { Value::NONE } else { newline };
    let wrapper = vm.get_attr_str(&io, "TextIOWrapper")?;
    let names = vm.keyword_names(&["encoding", "errors", "newline", "line_buffering", "write_through"]);
    let write_through = Value::bool(write_through);
    vm.call_with(&wrapper, &[binary, encoding, errors, newline, line_buffering, write_through], &names)
}
