//! A session: statements are read, run, and their values shown, until the input ends or somebody leaves.
//!
//! On a terminal lines are edited and remembered ([`terminal`]). Anything else that lines come from is read through
//! `sys.stdin`, as the statements themselves may read it; then prompts go to standard error, as CPython's do.

mod completion;
mod terminal;

use std::io::{IsTerminal, Write};

use compiler::is_incomplete;
use interpreter::{Raised, Return, Vm};
use object_model::{Runtime, Value};

use completion::Completion;
use terminal::{Said, Terminal};

/// Columns a line of a block begins further right than the line that opens the block.
const INDENT: usize = 4;

/// What a session reads from.
enum Input {
    Terminal(Terminal),
    Stream,
}

/// A line that was read.
enum Line {
    Text(String),
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-D, or the end of the file.
    End,
}

/// Runs a session in `namespace` and answers its exit status. What ran before has ended with `status`.
pub fn interact<R: Runtime>(
    vm: &mut Vm<R>,
    namespace: &Value<R>,
    greeting: Option<&str>,
    status: i32,
) -> i32 {
    let mut input = match std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        true => Terminal::open().map_or(Input::Stream, Input::Terminal),
        false => Input::Stream,
    };
    let mut completion = Completion::new(namespace);
    if let Some(greeting) = greeting {
        tell(&format!("{greeting}\n"));
    }
    if let Err(raised) = set_prompts(vm) {
        return vm.exit_status(raised);
    }
    // What a program's end came to is forgotten once somebody has gone on from there.
    let mut status = status;
    loop {
        let statement = match read_statement(vm, &mut input, &mut completion) {
            Ok(Some(statement)) => statement,
            Ok(None) => return status,
            Err(raised) => return vm.exit_status(raised),
        };
        status = 0;
        if is_empty(&statement) {
            continue;
        }
        if let Err(raised) = run(vm, &statement, namespace) {
            let exit = vm.exceptions().system_exit.clone();
            if vm.is_raised(&raised, &exit) {
                return vm.exit_status(raised);
            }
            remember(vm, &raised);
            vm.report_uncaught(&raised);
        }
        vm.flush_standard_streams();
    }
}

/// Whether a statement is blanks and comments alone, which is none to who compiles it.
fn is_empty(statement: &str) -> bool {
    statement.lines().map(str::trim_start).all(|line| line.is_empty() || line.starts_with('#'))
}

fn tell(text: &str) {
    // Nobody is there to be told that nobody is there.
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// `sys.ps1` and `sys.ps2`, unless the program has set them.
fn set_prompts<R: Runtime>(vm: &mut Vm<R>) -> Return<R, ()> {
    let sys = vm.import_module("sys")?;
    for (name, prompt) in [("ps1", ">>> "), ("ps2", "... ")] {
        if vm.find_attr_str(&sys, name)?.is_none() {
            let prompt = vm.new_str(prompt);
            vm.set_attr_str(&sys, name, prompt)?;
        }
    }
    Ok(())
}

/// `str(sys.ps1)`; a prompt may be any object.
fn prompt<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R, String> {
    let sys = vm.import_module("sys")?;
    match vm.find_attr_str(&sys, name)? {
        Some(prompt) => vm.str_string(&prompt),
        None => Ok(String::new()),
    }
}

/// The next statement, with a line break after every line; None at the end of the input.
fn read_statement<R: Runtime>(
    vm: &mut Vm<R>,
    input: &mut Input,
    completion: &mut Completion<R>,
) -> Return<R, Option<String>> {
    let mut statement = String::new();
    let mut first = true;
    loop {
        let prompt = prompt(vm, if first { "ps1" } else { "ps2" })?;
        let initial = if first { String::new() } else { indentation(&statement) };
        let line = match input {
            Input::Terminal(terminal) => {
                terminal.ask(prompt, initial);
                from_terminal(vm, terminal, completion)?
            }
            Input::Stream => from_stream(vm, &prompt)?,
        };
        match line {
            Line::Text(line) => {
                if !first {
                    statement.push('\n');
                }
                // An empty line is one also if an indentation was offered.
                statement.push_str(if line.trim().is_empty() { "" } else { &line });
            }
            Line::Interrupt => {
                tell("\nKeyboardInterrupt\n");
                statement.clear();
                first = true;
                continue;
            }
            Line::End => {
                if matches!(input, Input::Terminal(_)) || first {
                    tell("\n");
                }
                return Ok(if first { None } else { Some(statement + "\n") });
            }
        }
        if !is_incomplete(&statement) {
            return Ok(Some(statement + "\n"));
        }
        first = false;
    }
}

/// With what the next line of an unfinished statement begins.
fn indentation(statement: &str) -> String {
    let last = statement.rsplit('\n').next().unwrap_or(statement);
    let columns = last.len() - last.trim_start_matches(' ').len();
    let opens = last.trim_end().ends_with(':');
    " ".repeat(if opens { columns + INDENT } else { columns })
}

/// A line from the terminal. Completions are looked for here, where Python code may run, while the line is edited.
fn from_terminal<R: Runtime>(
    vm: &mut Vm<R>,
    terminal: &Terminal,
    completion: &mut Completion<R>,
) -> Return<R, Line> {
    loop {
        match vm.detached(|| terminal.next()) {
            Said::Line(line) => return Ok(Line::Text(line)),
            Said::Interrupt => return Ok(Line::Interrupt),
            Said::End => return Ok(Line::End),
            Said::Complete { text, reply } => {
                let found = completion.of(vm, &text);
                // The editor may have given up waiting.
                let _ = reply.send(found);
            }
        }
    }
}

fn from_stream<R: Runtime>(vm: &mut Vm<R>, prompt: &str) -> Return<R, Line> {
    tell(prompt);
    let sys = vm.import_module("sys")?;
    let stdin = vm.get_attr_str(&sys, "stdin")?;
    if stdin.is_none() {
        return Ok(Line::End);
    }
    let line = match vm.call_method(&stdin, "readline", &[]) {
        Ok(line) => line,
        Err(raised) => {
            let interrupt = vm.exceptions().keyboard_interrupt.clone();
            return if vm.is_raised(&raised, &interrupt) { Ok(Line::Interrupt) } else { Err(raised) };
        }
    };
    let line = vm.str_string(&line)?;
    if line.is_empty() {
        return Ok(Line::End);
    }
    Ok(Line::Text(line.strip_suffix('\n').unwrap_or(&line).to_owned()))
}

fn run<R: Runtime>(vm: &mut Vm<R>, statement: &str, namespace: &Value<R>) -> Return<R, ()> {
    let compile = vm.get_builtin("compile")?;
    let arguments = [vm.new_str(statement), vm.new_str("<stdin>"), vm.new_str("single")];
    let code = vm.call(&compile, &arguments).inspect_err(|raised| show_line(vm, raised, statement))?;
    vm.run_code(&code, namespace, namespace, Value::NONE).map(drop)
}

/// Gives a `SyntaxError` the line that it is about, which no file has.
fn show_line<R: Runtime>(vm: &mut Vm<R>, raised: &Raised<R>, statement: &str) {
    let class = vm.exceptions().syntax_error.clone();
    if !vm.is_raised(raised, &class) {
        return;
    }
    let text = vm.find_attr_str(&raised.0, "text").ok().flatten();
    let number = vm.find_attr_str(&raised.0, "lineno").ok().flatten().and_then(|number| vm.as_i64(&number));
    let line = number.and_then(|number| statement.lines().nth(usize::try_from(number).ok()?.checked_sub(1)?));
    if let Some(line) = line
        && text.is_none_or(|text| text.is_none())
    {
        let line = vm.new_str(line);
        vm.set_exception_field(&raised.0, "text", line);
    }
}

/// `sys.last_exc` and the older three: what `pdb.pm()` looks at.
fn remember<R: Runtime>(vm: &mut Vm<R>, raised: &Raised<R>) {
    let Some(sys) = vm.loaded_module("sys") else { return };
    let class = vm.class_of(&raised.0).into_value();
    let traceback = vm.find_attr_str(&raised.0, "__traceback__").ok().flatten().unwrap_or(Value::NONE);
    for (name, value) in [
        ("last_exc", raised.0.clone()),
        ("last_type", class),
        ("last_value", raised.0.clone()),
        ("last_traceback", traceback),
    ] {
        vm.module_set(&sys, name, value);
    }
}
