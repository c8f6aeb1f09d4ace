//! `granular explain`: why a program does not scale, by object, source line and mechanism, and what a cure would bring.
//!
//! The program runs once with a ledger. Where counting references is what threads do to each other, it runs again with the
//! objects in question not counted, alternating with runs that count them; where they wait, on the other runtime.

mod cure;
mod diagnosis;

use std::{
    env,
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use clap::Args;
use execution::RuntimeKind;
use profiler::{figures, meetings::Meetings};

use crate::{
    Failure,
    compare::child::{Invocation, Run, RunError},
    run::runtime_name,
};
use cure::Cure;
use diagnosis::Diagnosis;

const EXAMPLES: &str = "\
Examples:
  granular explain prog.py 4               where four threads meet, without the lock
  granular explain --runtime gil prog.py 4 where they wait for it, under the lock
  granular explain shared_dict.py 2        a shipped example, by its name

Reading it:
  shared writes  read-modify-writes of memory that other threads write too: counts of references and locks
                 of objects. They are what threads wait for on the way between processors, and what
                 keeps a program from scaling
  counted alone  references that a thread counted in a word of its own, because many threads count the
                 object: no shared write
  One line of the report is all objects of one class that were made on one line of the program.";

/// Say why a program does not scale: in which objects its threads meet, on which lines, and how.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, override_usage = "granular explain [OPTIONS] <PROG.PY> [ARGS]...")]
pub struct Arguments {
    /// Which runtime it runs on
    #[arg(long, value_enum, default_value_t = RuntimeKind::Freethreaded)]
    runtime: RuntimeKind,

    /// How many kinds of objects to tell of
    #[arg(long, value_name = "N", default_value = "5")]
    most: usize,

    /// How often to run with and without a cure, forwards and backwards; 0 measures none
    #[arg(long, value_name = "N", default_value = "2")]
    rounds: usize,

    /// Give up on a run after so long
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,

    /// The program's file or a shipped example's name, and the program's arguments
    #[arg(value_name = "PROG.PY", trailing_var_arg = true, required = true)]
    program: Vec<OsString>,
}

/// The program, and how it is run.
struct Patient {
    own: PathBuf,
    runtime: &'static str,
    program: PathBuf,
    arguments: Vec<OsString>,
    folder: PathBuf,
    limit: Duration,
}

impl Patient {
    /// Runs it on a runtime, with these options of `granular run`.
    fn run(&self, runtime: &str, options: &[OsString]) -> Result<Run, Failure> {
        let tally = self.folder.join("tally.json");
        let mut arguments: Vec<OsString> =
            ["run", "--runtime", runtime, "--tally"].map(OsString::from).into();
        arguments.push(tally.clone().into());
        arguments.extend(options.iter().cloned());
        arguments.push(self.program.clone().into());
        arguments.extend(self.arguments.iter().cloned());
        let invocation =
            Invocation { executable: self.own.clone(), arguments, tally: Some(tally), workers: None };
        let run = invocation.run(self.limit).map_err(|error| self.failure(&error))?;
        if run.status.success() {
            return Ok(run);
        }
        io::stderr().write_all(&run.stderr)?;
        Err(Failure::failed(format!("{} ended with {}", self.program.display(), run.status)))
    }

    fn failure(&self, error: &RunError) -> Failure {
        Failure::failed(format!("{}: {error}", self.program.display()))
    }

    /// Where it meets itself.
    fn examine(&self) -> Result<(Run, Meetings), Failure> {
        let ledger = self.folder.join("ledger.json");
        let run = self.run(self.runtime, &["--ledger".into(), ledger.clone().into()])?;
        let meetings =
            Meetings::read(&ledger).map_err(|error| Failure::file("read", ledger.display(), &error))?;
        Ok((run, meetings))
    }
}

/// Examines, measures and tells.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let own = env::current_exe().map_err(|error| Failure::failed(format!("where am I? {error}")))?;
    let folder =
        tempfile::tempdir().map_err(|error| Failure::failed(format!("no temporary folder: {error}")))?;
    let mut words = arguments.program.iter();
    let name = Path::new(words.next().ok_or_else(|| Failure::usage("which program?"))?);
    let subject = crate::compare::subject::of_name(name, folder.path())?;
    let patient = Patient {
        own,
        runtime: runtime_name(arguments.runtime),
        program: subject.path,
        arguments: words.cloned().collect(),
        folder: folder.path().into(),
        limit: Duration::from_secs(arguments.timeout),
    };
    let (run, meetings) = patient.examine()?;
    let tally = run.tally.unwrap_or_default();
    let diagnosis = Diagnosis::of(&meetings, &tally, run.wall);
    let mut to = io::stdout().lock();
    let words: Vec<_> = patient.arguments.iter().map(|word| word.to_string_lossy()).collect();
    writeln!(
        to,
        "{} on {}: {} instructions; the run with the ledger took {}\n",
        [subject.name.as_str()]
            .into_iter()
            .chain(words.iter().map(AsRef::as_ref))
            .collect::<Vec<_>>()
            .join(" "),
        patient.runtime,
        figures::count(tally.instructions),
        figures::time(run.wall),
    )?;
    diagnosis.write(&mut to, arguments.most)?;
    if arguments.rounds > 0 {
        for cure in Cure::all(&meetings, &diagnosis, arguments.runtime) {
            to.flush()?;
            writeln!(to, "\n{}", cure.measure(&patient, arguments.rounds)?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
