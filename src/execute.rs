//! From a configuration to a finished run: the one place that chooses a runtime.

use std::{
    ffi::OsString,
    path::PathBuf,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use clap::ValueEnum;
use freethreaded_runtime::lanes::Spreading;
use freethreaded_runtime::{FreeThreaded, parking_lot::Patience};
use gil_runtime::Gil;
use interpreter::{CodeCache, Config, Isolation, Main, Permissions, Uncounted, Vm};
use object_model::{Runtime, Totals, ledger::Ledger};
use profiler::Tally;
use refcount::{Atomic, Biased};
use serde::Serialize;

use crate::{mechanism::Mechanism, python_style, repl, source::Program, workers::Workers};

/// Who may run, how long an object lives and who may touch it: the two answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RuntimeKind {
    /// One global lock, plain counts.
    #[default]
    Gil,
    /// No global lock, counts and containers that defend themselves.
    Freethreaded,
}

/// How the free-threaded runtime counts references.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Discipline {
    /// The owning thread counts plainly, the others atomically.
    #[default]
    Biased,
    /// Every thread counts atomically: the yardstick.
    Atomic,
}

/// Everything that decides how a program runs.
#[derive(Debug)]
pub struct RunConfig {
    /// The runtime.
    pub runtime: RuntimeKind,
    /// How the free-threaded runtime counts.
    pub refcount: Discipline,
    /// How long a thread waits for the global lock before it asks for it.
    pub switch_interval: Duration,
    /// The mechanisms that are left out.
    pub without: Vec<Mechanism>,
    /// The program.
    pub program: Program,
    /// What its workers are, if it asks.
    pub workers: Workers,
    /// Where it leaves what they cost, if it asks.
    pub workers_report: Option<PathBuf>,
    /// Its arguments, `sys.argv[1:]`.
    pub args: Vec<OsString>,
    /// Whether anybody listens to the runtime's events.
    pub trace: bool,
    /// Where its threads are to note where they meet.
    pub ledger: Option<Arc<Ledger>>,
    /// Whether a session follows the program.
    pub interactive: bool,
    /// Which warnings are shown, as `python -W` takes them.
    pub warnings: Vec<String>,
    /// Whether what is dubious is told, as by `python -X dev`.
    pub dev_mode: bool,
    /// How far it is kept apart from its surroundings, as by `python -I`, `-E` and `-P`.
    pub isolation: Isolation,
    /// Options `-X name` or `-X name=value` of `python` that decide nothing here but what is said of them in `sys._xoptions`,
    /// `faulthandler` and `int_max_str_digits` apart.
    pub other_options: Vec<String>,
    /// How many lines of a traceback are kept of where objects are made, from the beginning; 0 if nothing is.
    pub tracemalloc: usize,
    /// How much is left out of what is compiled, as by `python -O` and `-OO`.
    pub optimize: u8,
    /// Whether to warn where bytes are taken for text, or to raise, as by `python -b` and `-bb`.
    pub bytes_warning: u8,
    /// Whether what is written to the standard streams goes out at once.
    pub unbuffered: bool,
}

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
        options: python_style::options(config),
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
    let tally = profiler::Tally { live_objects_at_exit: live, ..summed(&others.totals) };
    Outcome { exit_status, interrupted, tally }
}

/// Where a program's modules are looked for: in its own folder, then in those that `PYTHONPATH` names.
fn search_path(config: &RunConfig, own: PathBuf) -> Vec<PathBuf> {
    // An application's modules are in itself.
    let is_application = matches!(config.program, Program::Application(_));
    let own = (is_application || !config.isolation.safe_path).then_some(own);
    let named = config.variable("PYTHONPATH");
    let named = named.iter().flat_map(std::env::split_paths);
    // Absolute, as `site` makes them: a program may change its folder.
    own.into_iter().chain(named.map(|folder| std::path::absolute(&folder).unwrap_or(folder))).collect()
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

impl RunConfig {
    /// What a variable of the environment says to Python, if it says something and is listened to.
    fn variable(&self, name: &str) -> Option<OsString> {
        let value = (!self.isolation.ignore_environment).then(|| std::env::var_os(name)).flatten();
        value.filter(|value| !value.is_empty())
    }

    /// Whether a variable of the environment says something.
    fn is_set(&self, name: &str) -> bool {
        self.variable(name).is_some()
    }
}

/// The encoding of the standard streams, if one is named, and the error handler of standard input and output.
fn streams(config: &RunConfig) -> (Option<String>, Option<String>) {
    let named = config.variable("PYTHONIOENCODING").unwrap_or_default();
    let named = named.to_string_lossy();
    let (encoding, errors) = named.split_once(':').unwrap_or((&named, ""));
    let errors = match (encoding, errors) {
        // Where a locale says nothing of an encoding, what is no UTF-8 goes through unchanged.
        ("", "") if is_plain_locale() => "surrogateescape",
        (_, errors) => errors,
    };
    let told = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    (told(encoding), told(errors))
}

/// Whether the locale of characters is that of C.
fn is_plain_locale() -> bool {
    let variables = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(std::env::var_os);
    let locale = variables.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    matches!(&*locale.to_string_lossy(), "" | "C" | "POSIX" | "C.UTF-8" | "C.utf8" | "UTF-8")
}

/// How much is left out: by the environment or by the command line, whichever says more.
fn optimize(config: &RunConfig) -> u8 {
    let environment = config.variable("PYTHONOPTIMIZE").unwrap_or_default();
    let environment = environment.to_string_lossy();
    let environment = match environment.parse() {
        Ok(level) => level,
        Err(_) => u8::from(!environment.is_empty()),
    };
    config.optimize.max(environment).min(2)
}

/// Which warnings are shown: by the mode, by the environment, by the command line, of which the later ones prevail.
fn warnings(config: &RunConfig) -> Vec<String> {
    let mode = (config.dev_mode || config.is_set("PYTHONDEVMODE")).then(|| "default".to_owned());
    let environment = config.variable("PYTHONWARNINGS").unwrap_or_default();
    let environment = environment.to_string_lossy();
    let environment = environment.split(',').filter(|warning| !warning.is_empty()).map(str::to_owned);
    let bytes = match config.bytes_warning {
        0 => None,
        1 => Some("default::BytesWarning".to_owned()),
        _ => Some("error::BytesWarning".to_owned()),
    };
    mode.into_iter().chain(environment).chain(config.warnings.iter().cloned()).chain(bytes).collect()
}

/// Where compiled modules are kept: the folder that `GRANULAR_CACHE` names, nowhere if it is empty, or the user's cache.
/// `PYTHONDONTWRITEBYTECODE` is about a program's own modules, whose caches CPython puts beside them; the library's CPython
/// has from its installation.
fn code_cache() -> CodeCache {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = match std::env::var_os("GRANULAR_CACHE") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => {
            let users = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")));
            users.map(|folder| folder.join("granular"))
        }
    };
    // A folder named relative to where the program happens to run is none.
    match folder.filter(|folder| folder.is_absolute()) {
        Some(folder) => {
            CodeCache::in_folder(folder).of_library_only(set("PYTHONDONTWRITEBYTECODE").is_some())
        }
        None => CodeCache::none(),
    }
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
