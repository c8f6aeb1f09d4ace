//! `open`.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

fn make<R: Runtime>(vm: &mut Vm<R>, class: &str, arguments: &[Value<R>], names: &[&str]) -> Return<R> {
    let module = vm.import_module("_io")?;
    let class = vm.get_attr_str(&module, class)?;
    let names = vm.keyword_names(names);
    vm.call_with(&class, arguments, &names)
}

/// `open(file, mode, buffering, encoding, errors, newline, closefd, opener)`
fn open<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [file, mode, buffering, encoding, errors, newline, close, opener] = arguments else {
        return Err(vm.type_error("open() missing required argument 'file' (pos 1)"));
    };
    // The file's name is what stands for the path; what is a number may be an open file.
    let file = if vm.is_real(file) { file.clone() } else { crate::path::fspath(vm, file)? };
    let mode = match mode.given() {
        Some(mode) => vm.c_text_argument(mode, "open() argument 'mode'")?.to_owned(),
        None => "r".to_owned(),
    };
    let has = |kind: char| mode.contains(kind);
    let mut letters: Vec<char> = mode.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if letters.len() != mode.chars().count() || letters.iter().any(|letter| !"axrwb+t".contains(*letter)) {
        let shown = vm.new_str(&mode);
        let shown = vm.repr_string(&shown)?;
        return Err(vm.value_error(&format!("invalid mode: {shown}")));
    }
    if has('t') && has('b') {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    if [has('x'), has('r'), has('w'), has('a')].into_iter().filter(|&kind| kind).count() != 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    if has('b') {
        for (value, what) in [(encoding, "an encoding"), (errors, "an errors"), (newline, "a newline")] {
            if value.some().is_some() {
                return Err(vm.value_error(&format!("binary mode doesn't take {what} argument")));
            }
        }
    }
    let raw_mode: String = mode.chars().filter(|&letter| letter != 't' && letter != 'b').collect();
    let raw_mode = vm.new_string(raw_mode);
    let close = close.given().cloned().unwrap_or(Value::TRUE);
    let opener = opener.given().cloned().unwrap_or(Value::NONE);
    let raw = make(vm, "FileIO", &[file, raw_mode, close, opener], &[])?;
    wrap(vm, &raw, &mode, buffering, [encoding, errors, newline]).inspect_err(|_| {
        // The exception that is under way is the one to see.
        let _ = vm.call_method(&raw, "close", &[]);
    })
}

fn wrap<R: Runtime>(
    vm: &mut Vm<R>,
    raw: &Value<R>,
    mode: &str,
    buffering: &Value<R>,
    [encoding, errors, newline]: [&Value<R>; 3],
) -> Return<R> {
    let binary = mode.contains('b');
    let buffering = match buffering.given() {
        Some(buffering) => vm.index(buffering)?,
        None => -1,
    };
    let terminal = vm.call_method(raw, "isatty", &[])?;
    let line_buffering = buffering == 1 && !binary || buffering < 0 && vm.truth(&terminal)?;
    if buffering == 1 && binary {
        let category = vm.exceptions().runtime_warning.clone();
        let message = "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used";
        vm.warn(&category, message)?;
    }
    if buffering == 0 {
        if !binary {
            return Err(vm.value_error("can't have unbuffered text I/O"));
        }
        return Ok(raw.clone());
    }
    let class = match (mode.contains('+'), mode.contains('r')) {
        (true, _) => "BufferedRandom",
        (_, true) => "BufferedReader",
        _ => "BufferedWriter",
    };
    let mut all = vec![raw.clone()];
    if buffering > 1 {
        all.push(vm.new_int(buffering));
    }
    let buffer = make(vm, class, &all, &[])?;
    if binary {
        return Ok(buffer);
    }
    let given = |value: &Value<R>| value.given().cloned().unwrap_or(Value::NONE);
    let all = [buffer, given(encoding), given(errors), given(newline), Value::bool(line_buffering)];
    let text = match make(vm, "TextIOWrapper", &all, &[]) {
        Ok(text) => text,
        Err(raised) => {
            // Nobody has left it open. The exception that is under way is the one to see.
            let _ = vm.call_method(&all[0], "close", &[]);
            return Err(raised);
        }
    };
    let mode = vm.new_str(mode);
    vm.set_attr_str(&text, "mode", mode)?;
    Ok(text)
}

fn open_code<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let mut all = vec![arguments[0].clone(), vm.new_str("rb")];
    all.resize(8, Value::UNBOUND);
    open(vm, &all)
}

fn text_encoding<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(match arguments[0].some() {
        Some(encoding) => encoding.clone(),
        None => vm.new_str("locale"),
    })
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "_io",
        &[
            (
                "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
                open,
            ),
            ("open_code(path)", open_code),
            ("text_encoding(encoding, stacklevel=2, /)", text_encoding),
        ],
    );
}
