//! `granular run`: a program on one runtime, as `python prog.py` would run it.

use std::{
    ffi::OsString,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use clap::Args;
use execution::{Discipline, Mechanism, Program, RunConfig, RuntimeKind, Workers, execute};
use object_model::ledger::Ledger;
use profiler::{log, trace::Recorder};

use interpreter::Isolation;

use crate::{Failure, ledger::noted, source};

const EXAMPLES: &str = "\
Examples:
  granular run prog.py 4                           the program's own arguments follow its name
  granular run --runtime freethreaded prog.py 4    the same without the global lock
  granular run --runtime freethreaded --refcount atomic prog.py 4
                                                   the same, every reference count atomic
  granular run --switch-interval 0.0005 prog.py    ask for the lock after half a millisecond
  granular run --workers processes pool_primes.py 4
                                                   with processes for workers, if it lets one choose
  granular run --trace out.json prog.py            when each thread ran, waited, held; open it in
                                                   ui.perfetto.dev or www.speedscope.app
  granular run --tally out.json prog.py            what it did, counted
  granular run --log=granular::gil=debug prog.py   every hand-over of the lock as it happens
  granular run -c 'import sys; print(sys.version)'
  echo 'print(6 * 7)' | granular run -
  granular run -i prog.py                          and then a session with what it has defined; without a
                                                   program, as `granular` alone on a terminal, a session only

Imported modules are compiled once and kept in the user's cache folder; GRANULAR_CACHE=FOLDER says
where, and GRANULAR_CACHE= nowhere. What was entered in sessions is kept in the user's state folder;
GRANULAR_HISTORY=FILE and GRANULAR_HISTORY= say otherwise.";

/// Run a program as `python prog.py` would: same output, same exit status.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, override_usage = "granular run [OPTIONS] <PROG.PY|-|-c CODE|-m MODULE> [ARGS]...")]
pub struct Arguments {
    /// Which runtime it runs on
    #[arg(long, value_enum, default_value_t)]
    runtime: RuntimeKind,

    /// How the free-threaded runtime counts references [default: biased]
    #[arg(long, value_enum)]
    refcount: Option<Discipline>,

    /// Leave mechanisms of the runtime out, to see what they are worth; `granular ablate` does it in turn
    #[arg(long, value_name = "MECHANISM,…", value_enum, value_delimiter = ',')]
    without: Vec<Mechanism>,

    /// How long a thread waits for the global lock before it asks the holder to let go
    #[arg(long, value_name = "SECONDS", default_value = "0.005", value_parser = interval)]
    switch_interval: Duration,

    /// What the workers are of a program that takes them from `_workers.py` (see examples/)
    #[arg(long, value_enum, default_value_t)]
    workers: Workers,

    /// Where such a program writes what its workers cost, as JSON
    #[arg(long, value_name = "FILE")]
    workers_report: Option<PathBuf>,

    /// Write when each thread ran, waited and held what: a Chrome trace, or folded stacks if FILE ends
    /// in .folded
    #[arg(long, value_name = "FILE", conflicts_with = "log")]
    trace: Option<PathBuf>,

    /// Keep the last N records of each thread for the trace
    #[arg(long, value_name = "N", default_value = "65536", requires = "trace", value_parser = clap::value_parser!(u32).range(2..=1 << 26))]
    trace_records: u32,

    /// Write what the run did, counted, as JSON
    #[arg(long, value_name = "FILE")]
    tally: Option<PathBuf>,

    /// Write where the threads met, by object, source line and mechanism, as JSON; `granular explain` reads it out. The
    /// program runs two or three times as long
    #[arg(long, value_name = "FILE", conflicts_with = "immortal")]
    ledger: Option<PathBuf>,

    /// Do not count the objects that are made on this line, to see what that would be worth; `none` runs as slowly and counts
    /// all
    #[arg(long, value_name = "FILE:LINE", value_parser = line)]
    immortal: Option<Uncounted>,

    /// Tell on standard error what the runtime does, as it does it
    #[arg(long, value_name = "FILTER", env = "GRANULAR_LOG", num_args = 0..=1, require_equals = true, default_missing_value = "info")]
    log: Option<String>,

    /// Read, run and show statements after the program, or without one
    #[arg(short)]
    interactive: bool,

    /// Show warnings, or make errors of them: ACTION:MESSAGE:CATEGORY:MODULE:LINE, most of which may be left out, as
    /// `python -W` takes it; PYTHONWARNINGS too
    #[arg(short = 'W', value_name = "FILTER")]
    warnings: Vec<String>,

    /// Tell what is dubious, as `python -X dev` does; PYTHONDEVMODE too
    #[arg(long)]
    dev_mode: bool,

    /// Keep the program apart from its surroundings, as `python -I` does: -E and -P together
    #[arg(short = 'I')]
    isolated: bool,

    /// Do not listen to variables of the environment that begin with PYTHON
    #[arg(short = 'E')]
    ignore_environment: bool,

    /// Do not look for modules beside the program
    #[arg(short = 'P')]
    safe_path: bool,

    /// An option -X of `python` that says nothing here but by `sys._xoptions`
    #[arg(long = "other-option", hide = true)]
    other_options: Vec<String>,

    /// Note where the objects are made, with so many lines of the traceback, for `tracemalloc`, as `python -X tracemalloc`
    /// does; without a number, one; 0, not; PYTHONTRACEMALLOC too
    #[arg(long, value_name = "FRAMES", num_args = 0..=1, require_equals = true, default_missing_value = "1", value_parser = frames)]
    tracemalloc: Option<usize>,

    /// Leave assertions out, and what depends on `__debug__`; twice, docstrings too; PYTHONOPTIMIZE too
    #[arg(short = 'O', action = clap::ArgAction::Count)]
    optimize: u8,

    /// Warn where bytes are taken for text; twice, raise
    #[arg(short = 'b', action = clap::ArgAction::Count)]
    bytes_warning: u8,

    /// Write to the standard streams at once; PYTHONUNBUFFERED too
    #[arg(short)]
    unbuffered: bool,

    /// Run CODE; all that follows are its arguments
    #[arg(short, value_name = "CODE", num_args = 1.., allow_hyphen_values = true, conflicts_with_all = ["module", "program"])]
    code: Option<Vec<OsString>>,

    /// Run the library module MODULE; all that follows are its arguments
    #[arg(short, value_name = "MODULE", num_args = 1.., allow_hyphen_values = true, conflicts_with = "program")]
    module: Option<Vec<OsString>>,

    /// The program's file, or `-` for standard input, and its arguments
    #[arg(value_name = "PROG.PY", trailing_var_arg = true, required_unless_present_any = ["code", "module", "interactive"])]
    program: Vec<OsString>,
}

/// Runs the program and answers with its exit status.
pub fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    if arguments.refcount.is_some() && arguments.runtime == RuntimeKind::Gil {
        return Err(Failure::usage(
            "--refcount is a choice of the free-threaded runtime; under the global lock counts are plain\n\
             add --runtime freethreaded",
        ));
    }
    if let Some(foreign) = arguments.without.iter().find(|part| part.runtime() != arguments.runtime) {
        return Err(Failure::usage(format!(
            "{} is a mechanism of the other runtime\nadd --runtime {}",
            foreign.name(),
            runtime_name(foreign.runtime())
        )));
    }
    let (program, args) = program(arguments.code, arguments.module, arguments.program)?;
    let title = format!("{} on {}", program.name(), runtime_name(arguments.runtime));
    let ignore_environment = arguments.ignore_environment || arguments.isolated;
    let tracemalloc = match arguments.tracemalloc {
        Some(frames) => frames,
        None if ignore_environment => 0,
        None => frames(&std::env::var("PYTHONTRACEMALLOC").unwrap_or_default())
            .map_err(|message| Failure::failed(format!("PYTHONTRACEMALLOC: {message}")))?,
    };
    let config = RunConfig {
        runtime: arguments.runtime,
        refcount: arguments.refcount.unwrap_or_default(),
        switch_interval: arguments.switch_interval,
        without: arguments.without,
        workers: arguments.workers,
        workers_report: arguments.workers_report,
        program,
        args,
        trace: arguments.trace.is_some() || arguments.log.is_some(),
        ledger: match (&arguments.ledger, arguments.immortal) {
            (_, Some(Uncounted(line))) => Some(Arc::new(Ledger::silent(line))),
            (Some(_), None) => Some(Arc::default()),
            (None, None) => None,
        },
        interactive: arguments.interactive,
        warnings: arguments.warnings,
        dev_mode: arguments.dev_mode,
        isolation: Isolation {
            isolated: arguments.isolated,
            ignore_environment,
            safe_path: arguments.safe_path || arguments.isolated,
        },
        other_options: arguments.other_options,
        tracemalloc,
        optimize: arguments.optimize,
        bytes_warning: arguments.bytes_warning,
        unbuffered: arguments.unbuffered,
    };
    // Made before the program runs: a run of minutes should not end in a file that cannot be written.
    let trace = arguments.trace.map(|path| Trace::begin(path, arguments.trace_records)).transpose()?;
    if let Some(filter) = arguments.log {
        log::start(&filter).map_err(|error| Failure::usage(error.to_string()))?;
    }

    let outcome = execute(&config);

    if let (Some(path), Some(ledger)) = (arguments.ledger, &config.ledger) {
        noted(ledger).write(&path).map_err(|error| Failure::file("write", path.display(), &error))?;
    }
    if let Some(path) = arguments.tally {
        outcome.tally.write(&path).map_err(|error| Failure::file("write", path.display(), &error))?;
    }
    if let Some(trace) = trace {
        trace.finish(&title)?;
    }
    Ok(ExitCode::from(outcome.end()))
}

/// A line whose objects are not to be counted, or none.
#[derive(Clone, Debug)]
struct Uncounted(Option<(PathBuf, u32)>);

fn line(text: &str) -> Result<Uncounted, String> {
    if text == "none" {
        return Ok(Uncounted(None));
    }
    let (file, line) = text.rsplit_once(':').ok_or("a file and a line are wanted, as in prog.py:12")?;
    let line = line.parse().map_err(|_| format!("'{line}' is no line number"))?;
    Ok(Uncounted(Some((file.into(), line))))
}

/// What to run and `sys.argv[1:]`.
fn program(
    code: Option<Vec<OsString>>,
    module: Option<Vec<OsString>>,
    file: Vec<OsString>,
) -> Result<(Program, Vec<OsString>), Failure> {
    let split = |words: Vec<OsString>| {
        let mut words = words.into_iter();
        (words.next().unwrap_or_default(), words.collect())
    };
    if let Some(words) = code {
        let (text, args) = split(words);
        return Ok((source::command(text)?, args));
    }
    if let Some(words) = module {
        let (name, args) = split(words);
        let name = name
            .into_string()
            .map_err(|name| Failure::usage(format!("no module named {}", name.display())))?;
        return Ok((Program::Module(name), args));
    }
    if file.is_empty() {
        return Ok((Program::Nothing, vec![]));
    }
    let (path, args) = split(file);
    Ok((source::open(Path::new(&path))?, args))
}

pub(crate) fn runtime_name(runtime: RuntimeKind) -> &'static str {
    match runtime {
        RuntimeKind::Gil => "gil",
        RuntimeKind::Freethreaded => "freethreaded",
    }
}

/// Seconds, as `sys.setswitchinterval` takes them.
fn interval(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    let interval = Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())?;
    if interval < Duration::from_micros(1) { Err("shorter than a microsecond".into()) } else { Ok(interval) }
}

/// How many lines of a traceback are kept; none if nothing is said.
fn frames(text: &str) -> Result<usize, String> {
    let frames = if text.is_empty() { Some(0) } else { text.parse().ok() };
    let message = || format!("a number from 0 to {} is wanted", stdlib::MOST_TRACED_LINES);
    frames.filter(|&frames| frames <= stdlib::MOST_TRACED_LINES).ok_or_else(message)
}

/// A recording under way and the file it goes to.
struct Trace {
    recorder: Recorder,
    path: PathBuf,
    file: File,
}

impl Trace {
    fn begin(path: PathBuf, records: u32) -> Result<Self, Failure> {
        let file = File::create(&path).map_err(|error| Failure::file("write", path.display(), &error))?;
        let recorder = Recorder::new(records as usize);
        recorder.install().map_err(|error| Failure::failed(error.to_string()))?;
        Ok(Self { recorder, path, file })
    }

    fn finish(self, title: &str) -> Result<(), Failure> {
        let recording = self.recorder.recording();
        let mut file = BufWriter::new(self.file);
        let written = if self.path.extension().is_some_and(|extension| extension == "folded") {
            recording.write_folded(&mut file)
        } else {
            recording.write_chrome(&mut file, title)
        };
        written
            .and_then(|()| file.flush())
            .map_err(|error| Failure::file("write", self.path.display(), &error))?;
        if recording.lost() > 0 {
            eprintln!(
                "granular: the trace lacks the {} oldest records; --trace-records keeps more",
                recording.lost()
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Run {
        #[command(flatten)]
        arguments: Arguments,
    }

    /// What is to run and its arguments, for the words after `granular run`.
    fn asked(words: &[&str]) -> Result<(Program, Vec<OsString>), String> {
        let parsed = Run::try_parse_from([&["run"], words].concat()).map_err(|error| error.to_string())?;
        let Arguments { code, module, program, .. } = parsed.arguments;
        super::program(code, module, program).map_err(|failure| format!("{failure:?}"))
    }

    #[test]
    fn all_that_follows_the_code_is_the_programs() {
        let (program, args) = asked(&["-c", "print(1)", "--runtime", "gil", "-x", "y"]).unwrap();
        assert_eq!(Program::Command("print(1)".into()), program);
        assert_eq!(["--runtime", "gil", "-x", "y"], *args);
    }

    #[test]
    fn options_before_the_code_are_ours() {
        let (program, args) = asked(&["--runtime", "freethreaded", "-c", "pass"]).unwrap();
        assert_eq!((Program::Command("pass".into()), vec![]), (program, args));
    }

    #[test]
    fn all_that_follows_a_module_is_the_programs() {
        let (program, args) = asked(&["-m", "this", "--help"]).unwrap();
        assert_eq!(Program::Module("this".into()), program);
        assert_eq!(["--help"], *args);
    }

    #[test]
    fn all_that_follows_a_file_is_the_programs() {
        let file = file!();
        let (program, args) = asked(&[file, "--help", "-c", "4"]).unwrap();
        assert!(matches!(program, Program::File { path, .. } if path == Path::new(file)));
        assert_eq!(["--help", "-c", "4"], *args);
    }

    #[test]
    fn there_is_one_program() {
        assert!(asked(&[]).is_err());
        assert!(
            asked(&["-m", "this", "-c", "pass"])
                .is_ok_and(|(program, _)| program == Program::Module("this".into()))
        );
    }

    #[test]
    fn frames_are_as_many_as_python_takes() {
        assert_eq!([Ok(0), Ok(0), Ok(25), Ok(65535)], ["", "0", "25", "65535"].map(frames));
        assert!(["-1", "x", "65536"].map(frames).iter().all(Result::is_err));
    }

    #[test]
    fn an_interval_is_at_least_a_microsecond() {
        assert_eq!(Ok(Duration::from_micros(500)), interval("0.0005"));
        assert!(interval("1e-7").is_err());
        assert!(interval("-1").is_err());
    }
}
