//! From a configuration to a finished run: the one place that chooses a runtime.

use std::{path::PathBuf, sync::atomic::Ordering, time::Duration};

use freethreaded_runtime::lanes::Spreading;
use freethreaded_runtime::{FreeThreaded, parking_lot::Patience};
use gil_runtime::Gil;
use interpreter::{CodeCache, Config, Main, Permissions, Uncounted, Vm};
use object_model::{Runtime, Totals};
use profiler::Tally;
use refcount::{Atomic, Biased};

use crate::{
    Discipline, Mechanism, Program, RunConfig, RuntimeKind,
    environment::{code_cache, optimize, search_path, streams, warnings},
    options, repl,
};

/// What became of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The program's exit status.
    pub exit_status: i32,
    /// Whether Ctrl-C has ended it.
    pub interrupted: bool,
    /// What the run did, counted.
    pub tally: Tally,
}

impl Outcome {
    /// What the process ends with: as the operating system has it, one byte. Who waits for a program that was interrupted, a
    /// shell that runs a loop of them, sees it by the signal that ends it here.
    pub fn end(&self) -> u8 {
        if self.interrupted {
            stdlib::end_by_interrupt();
        }
        self.exit_status as u8
    }
}

/// Stack of the thread that runs the program: what nests more deeply than this has room for ends in RecursionError.
const NATIVE_STACK: usize = 32 << 20;

/// Runs the program to its end, its non-daemon threads included.
pub fn execute(config: &RunConfig) -> Outcome {
    let with = |mechanism| !config.without.contains(&mechanism);
    match config.runtime {
        RuntimeKind::Gil => {
            let forced = with(Mechanism::ForcedSwitching);
            on_big_stack(Gil::new(config.switch_interval).forced_switching(forced), config)
        }
        RuntimeKind::Freethreaded => {
            let patience = Patience::default();
            let patience = Patience {
                spins: if with(Mechanism::Spinning) { patience.spins } else { 0 },
                hand_over_after: patience.hand_over_after.filter(|_| with(Mechanism::HandOver)),
            };
            let biased = with(Mechanism::BiasedSections);
            let reads = with(Mechanism::LockFreeReads);
            if config.refcount == Discipline::Biased && with(Mechanism::BiasedCounts) {
                let spreading =
                    if with(Mechanism::PerThreadCounts) { Spreading::default() } else { Spreading::NEVER };
                let runtime = FreeThreaded::<Biased>::new(patience).spreading(spreading);
                on_big_stack(runtime.biased_sections(biased).lock_free_reads(reads), config)
            } else {
                on_big_stack(FreeThreaded::<Atomic>::new(patience).lock_free_reads(reads), config)
            }
        }
    }
}

/// The runtime is made before: what it asks of the system is asked more cheaply while there is one thread.
fn on_big_stack<R: Runtime>(runtime: R, config: &RunConfig) -> Outcome {
    let process = std::process::id();
    let run = || {
        let outcome = run_on(runtime, config);
        if std::process::id() != process {
            // A child that `os.fork` made: nobody waits for this thread, and the tally is the parent's to write.
            std::process::exit(outcome.end().into());
        }
        outcome
    };
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().name("main".into()).stack_size(NATIVE_STACK).spawn_scoped(scope, run);
        // This thread only waits.
        let _left = stdlib::LeftToOthers::new();
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => {
                eprintln!("granular: cannot start the program's thread: {error}");
                Outcome { exit_status: 1, ..Outcome::default() }
            }
        }
    })
}

/// Runs the program on a runtime of its own.
fn run_on<R: Runtime>(runtime: R, config: &RunConfig) -> Outcome {
    let (main, first, folder) = match &config.program {
        Program::File { path, source } => {
            let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            let filename = whole.to_string_lossy().into_owned();
            let folder = whole.parent().map(PathBuf::from).unwrap_or_default();
            (
                Main::Source { source: source.clone(), filename, is_file: true },
                path.clone().into_os_string(),
                folder,
            )
        }
        Program::Application(path) => {
            let source = b"__import__('runpy')._run_module_as_main('__main__', False)\n".to_vec();
            let main = Main::Source { source, filename: "<runpy>".into(), is_file: false };
            let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            (main, path.clone().into_os_string(), whole)
        }
        Program::Command(text) => {
            let source = text.clone().into_bytes();
            let main = Main::Source { source, filename: "<string>".into(), is_file: false };
            (main, "-c".into(), PathBuf::new())
        }
        Program::Module(name) => {
            (Main::Module(name.clone()), "-m".into(), std::env::current_dir().unwrap_or_default())
        }
        Program::Stdin(source) => {
            let source = source.clone();
            let main = Main::Source { source, filename: "<stdin>".into(), is_file: false };
            (main, "-".into(), PathBuf::new())
        }
        Program::Nothing => {
            let main = Main::Source { source: Vec::new(), filename: "<stdin>".into(), is_file: false };
            (main, "".into(), PathBuf::new())
        }
    };
    let mut arguments = vec![first];
    arguments.extend(config.args.iter().cloned());
    let optimize = optimize(config);
    let (stream_encoding, stream_errors) = streams(config);
    let settings = Config {
        arguments,
        path: search_path(config, folder),
        // Code that says which lines it is of is not for others.
        code_cache: if config.ledger.is_some() {
            CodeCache::none()
        } else {
            code_cache().optimized(optimize)
        },
        options: options(config),
        warnings: warnings(config),
        dev_mode: config.dev_mode || config.is_set("PYTHONDEVMODE"),
        optimize,
        isolation: config.isolation,
        bytes_warning: config.bytes_warning.min(2),
        unbuffered: config.unbuffered || config.is_set("PYTHONUNBUFFERED"),
        stream_encoding,
        stream_errors,
        permissions: Permissions::default(),
        ledger: config.ledger.clone(),
        uncounted: Uncounted {
            constants: !config.without.contains(&Mechanism::ImmortalConstants),
            definitions: !config.without.contains(&Mechanism::ImmortalDefinitions),
        },
    };
    let mut vm = match Vm::begin(runtime, settings, stdlib::EMBEDDED, NATIVE_STACK) {
        Ok(vm) => vm,
        Err(_) => {
            eprintln!("granular: the interpreter could not begin");
            return Outcome { exit_status: 1, ..Outcome::default() };
        }
    };
    stdlib::register(&mut vm);
    if config.tracemalloc > 0 {
        vm.begin_inventory(config.tracemalloc);
    }
    for option in &config.other_options {
        obey(&mut vm, option);
    }
    let exit_status = vm.run_program_then(&main, |vm, namespace, status| match config.interactive {
        true => repl::interact(vm, namespace, greeting(config).as_deref(), status),
        false => status,
    });
    // Relaxed: this thread has set it.
    let interrupted = exit_status != 0 && vm.shared.ended_by_interrupt.load(Ordering::Relaxed);
    let (world, family) = (vm.world().clone(), vm.shared.family.clone());
    let live = vm.end();
    // All interpreters of the program together.
    let mut others = family.ended();
    others.totals.join(&world.totals());
    let live = (live + others.leaked) as u64;
    let tally = Tally { live_objects_at_exit: live, ..summed(&others.totals) };
    Outcome { exit_status, interrupted, tally }
}

/// Does what an option of `python` asks for, if it asks for anything that can be done before the program.
fn obey<R: Runtime>(vm: &mut Vm<R>, option: &str) {
    let done = match option.split_once('=').unwrap_or((option, "")) {
        ("faulthandler", _) => vm
            .import_module("faulthandler")
            .and_then(|faulthandler| vm.call_method(&faulthandler, "enable", &[])),
        ("int_max_str_digits", digits) => vm.import_module("sys").and_then(|sys| {
            let digits = vm.new_int(digits.parse().unwrap_or(-1));
            vm.call_method(&sys, "set_int_max_str_digits", &[digits])
        }),
        _ => return,
    };
    if done.is_err() {
        eprintln!("granular: -X {option} could not be obeyed");
    }
}

/// What a session that begins without a program says first.
fn greeting(config: &RunConfig) -> Option<String> {
    let runtime = match config.runtime {
        RuntimeKind::Gil => "under the global lock",
        RuntimeKind::Freethreaded => "without a global lock",
    };
    let version = env!("CARGO_PKG_VERSION");
    (config.program == Program::Nothing)
        .then(|| format!("granular {version}, Python 3.14, {runtime}; Ctrl-D or exit() leaves"))
}

/// The object model's counters in the form every report is made of.
fn summed(totals: &Totals) -> Tally {
    Tally {
        instructions: totals.instructions,
        retains_local: totals.retains_local,
        retains_foreign: totals.retains_foreign,
        releases_local: totals.releases_local,
        releases_foreign: totals.releases_foreign,
        retains_spread: totals.retains_spread,
        releases_spread: totals.releases_spread,
        counts_spread: totals.counts_spread,
        merges: totals.merges,
        merge_requests: totals.merge_requests,
        sections_biased: totals.sections_biased,
        biases_revoked: totals.biases_revoked,
        locks_taken: totals.locks_taken,
        shared_alone: totals.shared_alone,
        locks_contended: totals.locks_contended,
        locks_parked: totals.locks_parked,
        lock_wait: Duration::from_nanos(totals.lock_wait),
        runtime_wait: Duration::from_nanos(totals.runtime_wait),
        runtime_held: Duration::from_nanos(totals.runtime_held),
        switches_voluntary: totals.switches_voluntary,
        switches_forced: totals.switches_forced,
        safepoints: totals.safepoints,
        world_stops: totals.world_stopped.times(),
        world_stopped_total: totals.world_stopped.total(),
        world_stopped_max: totals.world_stopped.longest(),
        world_stopped_median: totals.world_stopped.median(),
        collections: totals.collecting.times(),
        collecting_total: totals.collecting.total(),
        collecting_max: totals.collecting.longest(),
        collecting_median: totals.collecting.median(),
        objects_allocated: totals.objects_allocated,
        objects_freed: totals.objects_freed,
        live_objects_at_exit: 0,
        threads: totals.threads,
    }
}
