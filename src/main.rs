//! The `granular` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    granular::main()
}
