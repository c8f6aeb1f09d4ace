//! The command line: what can be asked, and who answers.

use std::{io::IsTerminal, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{ablate, compare, dis, explain, python_style, run};

const EXAMPLES: &str = "\
Start here:
  granular compare                         the shipped examples on both runtimes, explained
  granular compare prog.py --threads 1,2,4 your program; the thread count is its first argument
  granular explain prog.py 4               why it does not scale: in which objects its threads meet
  granular ablate prog.py                  what each mechanism of the runtimes is worth to it
  granular run prog.py                     run it as `python prog.py` would
  granular run --runtime freethreaded --trace out.json prog.py 4
                                           and look at out.json in ui.perfetto.dev or speedscope
  granular                                 a session, on a terminal
  granular dis prog.py                     its bytecode, with the count operations that are left";

/// Run a Python program on two runtimes: one under a global lock, one without.
///
/// Both share one object model and one interpreter. Under the global lock (`gil`) one thread at a time
/// runs Python code and reference counts are plain numbers. Without it (`freethreaded`) all threads run
/// at once, so every count and every container must defend itself. granular measures what each costs.
#[derive(Debug, Parser)]
#[command(name = "granular", version, after_help = EXAMPLES, max_term_width = 100, arg_required_else_help = true)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(Box<run::Arguments>),
    Compare(compare::Arguments),
    Explain(explain::Arguments),
    Ablate(ablate::Arguments),
    Dis(dis::Arguments),
}

/// Does what this process's arguments ask for.
pub fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let parsed = match python_style::translated(&words, terminal) {
        None => CommandLine::parse_from(words),
        Some(Ok(words)) => CommandLine::parse_from(words),
        Some(Err(failure)) => return failure.report(),
    };
    let done = match parsed.command {
        Command::Run(arguments) => run::run(*arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Ablate(arguments) => ablate::run(&arguments),
        Command::Dis(arguments) => dis::run(&arguments),
    };
    done.unwrap_or_else(|failure| failure.report())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        CommandLine::command().debug_assert();
    }
}
