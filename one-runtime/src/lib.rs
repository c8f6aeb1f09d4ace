//! Runs a Python file on one runtime.

#![forbid(unsafe_code)]

use interpreter::{Config, Main, Vm};
use object_model::Runtime;

const NATIVE_STACK: usize = 256 << 20;

/// Runs the file that the command line names, and exits as it does.
pub fn main<R: Runtime>(runtime: R) -> ! {
    let run = move || run(runtime);
    let thread = std::thread::Builder::new().stack_size(NATIVE_STACK).spawn(run).expect("a thread");
    std::process::exit(thread.join().unwrap_or(101))
}

fn run<R: Runtime>(runtime: R) -> i32 {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let file = std::path::PathBuf::from(&arguments[0]);
    let source = std::fs::read(&file).expect("a readable file");
    let path = vec![file.parent().map(Into::into).unwrap_or_default()];
    let config = Config { arguments, path, ..Config::default() };
    let mut vm = match Vm::begin(runtime, config, stdlib::EMBEDDED, NATIVE_STACK) {
        Ok(vm) => vm,
        Err(_) => return 1,
    };
    stdlib::register(&mut vm);
    let filename = file.to_string_lossy().into_owned();
    let status = vm.run_program(&Main::Source { source, filename, is_file: true });
    let leaked = vm.end();
    if leaked > 0 {
        eprintln!("{leaked} objects leaked");
    }
    status
}
