//! `granular dis`: the bytecode of a program.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;
use compiler::{CompileError, ErrorKind, Mode};
use execution::Program;

use crate::{Failure, source};

const EXAMPLES: &str = "\
Examples:
  granular dis prog.py
  echo 'x = [1, 2]; y = x' | granular dis -";

/// Print a program's bytecode, with the reference-count operations that are left in it.
///
/// Operands are read where they are, so using a local variable counts nothing, and its last use moves
/// it. What still counts is visible in the listing, and is what the two runtimes pay differently for.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The program's file, or `-` for standard input
    program: PathBuf,
}

/// Prints the listing.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let program = source::open(&arguments.program)?;
    let name = program.name();
    let (Program::File { source, .. } | Program::Stdin(source)) = &program else {
        return Err(Failure::failed(format!("'{name}' is a directory or an archive, not a source")));
    };
    let text = source::decode(&name, source)?;
    let listing = disassemble(&text, &name).map_err(Failure::failed)?;
    io::stdout().lock().write_all(listing.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The listing of `source`, or what is wrong with it, as Python shows it.
fn disassemble(source: &str, filename: &str) -> Result<String, String> {
    match compiler::compile(source, filename, Mode::Exec) {
        Ok(code) => Ok(compiler::disassemble(&code)),
        Err(error) => Err(shown(&error)),
    }
}

/// The longest line that is shown below an error.
const LONGEST_SHOWN: usize = 400;

/// The place, the line with a caret below, and the message.
fn shown(error: &CompileError) -> String {
    let CompileError { message, filename, line, column, end_line, end_column, text, .. } = error;
    let kind = match error.kind {
        ErrorKind::Syntax => "SyntaxError",
        ErrorKind::Indentation => "IndentationError",
        ErrorKind::Tab => "TabError",
        ErrorKind::TooDeep => "RecursionError",
        ErrorKind::TooLarge => "OverflowError",
        ErrorKind::Value => "ValueError",
        ErrorKind::Type => "TypeError",
        ErrorKind::System => "SystemError",
    };
    let mut shown = format!("it cannot be compiled\n  File \"{filename}\", line {line}\n");
    // A line that no terminal shows whole says nothing by a caret either.
    if let Some(text) = text.as_ref().filter(|text| text.len() <= LONGEST_SHOWN) {
        let code = text.trim_start();
        let indent = text.chars().count() - code.chars().count();
        let begin = (*column as usize).saturating_sub(1 + indent);
        let last = if end_line == line {
            usize::try_from(*end_column).unwrap_or(0)
        } else {
            text.trim_end().chars().count() + 1
        };
        let carets = last.saturating_sub(*column as usize).max(1);
        shown += &format!("    {}\n    {}{}\n", code.trim_end(), " ".repeat(begin), "^".repeat(carets));
    }
    shown + &format!("{kind}: {message}")
}
