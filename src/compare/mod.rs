//! `granular compare`: the same program on every runtime, with every thread count, explained.
//!
//! Every run is a process of its own. First each configuration runs once and the outputs are compared:
//! two programs that do different things have no ratio. Only then do the times count. The rest is in
//! the parts: [`schedule`] in which order, [`child`] how one run is observed, [`statistics`] what may be
//! concluded, [`meaning`] how it is said.

pub mod agreement;
pub mod ceiling;
pub mod child;
pub mod contestant;
pub mod meaning;
pub mod prediction;
pub mod report;
pub mod schedule;
pub mod statistics;
pub(crate) mod subject;
mod table;

use std::{
    env,
    fs::File,
    io::{self, BufWriter, Write},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use self::{
    ceiling::Yardstick,
    child::Run,
    contestant::{Contestant, Peer, Variant},
    meaning::Meaning,
    prediction::Prediction,
    report::{Machine, ProgramReport, Report, Row, walls},
    statistics::Ratio,
    subject::Subject,
};
use crate::Failure;

const EXAMPLES: &str = "\
Examples:
  granular compare                              every shipped example on both runtimes
  granular compare prog.py                      yours; its first argument is the thread count
  granular compare --threads 1,2,4,8 nbody.py   a shipped example by its name, more threads
  granular compare --runtimes gil,freethreaded,freethreaded-atomic prog.py
                                                what biased counting saves over atomic counting
  granular compare --runtimes gil,freethreaded,interpreters,processes pool_primes.py
                                                threads, interpreters and processes for workers
  granular compare --peer python3.13 prog.py    beside another interpreter
  granular compare --rounds 10 --json out.json prog.py
                                                narrower intervals, and every figure in a file

Reading the table:
  speed-up      over the first row, usually one thread under the global lock; above 1 is faster
  min/min       the same by the fastest runs alone
  switches      vol./forc.: of threads by the operating system, because they waited or because
                their time was up; of the global lock, because its holder blocked or was asked
  lock wait     waiting for a lock of the runtime, as a share of the time threads wanted to run
  locks cont.   object locks that were found held by another thread
  counts        reference-count operations by the thread that owns the count, and by others
  start-up, copied, copying
                of workers taken from `_workers.py`: the time until each has answered once, the
                bytes of the pickles to and from them, and the time for pickling, both sides
  machine       a small program that shares nothing, in as many processes at once, over one: what
                the processors give here and now, and all that threads can be expected to bring
  base again    the first row measured a second time: nothing smaller than this is a finding";

/// Run programs on both runtimes, check that they print the same, and say what the lock costs.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Programs to compare, files or names of shipped examples [default: all shipped examples]
    #[arg(value_name = "PROG.PY")]
    programs: Vec<PathBuf>,

    /// Thread counts, given to the program as its first argument
    #[arg(long, value_name = "N,N,…", value_delimiter = ',', default_value = "1,2", value_parser = threads)]
    threads: Vec<NonZeroUsize>,

    /// Which of our runtimes take part
    #[arg(
        long,
        value_name = "NAME,…",
        value_enum,
        value_delimiter = ',',
        default_value = "gil,freethreaded"
    )]
    runtimes: Vec<Variant>,

    /// Another interpreter to compare with, such as python3.13; may be given several times
    #[arg(long, value_name = "COMMAND")]
    peer: Vec<String>,

    /// How often to go through all configurations, forwards and backwards
    #[arg(long, value_name = "N", default_value = "2", value_parser = rounds)]
    rounds: usize,

    /// Give up on a run after so long
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,

    /// Write every figure, of every run, to FILE
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(crate) fn threads(text: &str) -> Result<NonZeroUsize, String> {
    match text.trim().parse::<usize>() {
        Ok(0) => Err("a program cannot run on zero threads".into()),
        Ok(count @ 1..=1024) => Ok(NonZeroUsize::new(count).expect("at least one")),
        Ok(_) => Err("more than 1024 threads".into()),
        Err(_) => Err("not a number of threads".into()),
    }
}

pub(crate) fn rounds(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("without a round there is nothing to compare".into()),
        Ok(count @ 1..=1000) => Ok(count),
        Ok(_) => Err("more than 1000 rounds".into()),
        Err(_) => Err("not a number of rounds".into()),
    }
}

/// Compares, and prints as it goes; exit status 1 if the outputs differ.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let own = env::current_exe().map_err(|error| Failure::failed(format!("where am I? {error}")))?;
    run_as(own, arguments)
}

/// Compares with `own` as the `granular` command that runs our half.
pub fn run_as(own: PathBuf, arguments: &Arguments) -> Result<ExitCode, Failure> {
    let peers = arguments
        .peer
        .iter()
        .map(|peer| Peer::find(peer).map_err(Failure::usage))
        .collect::<Result<Vec<_>, _>>()?;
    let mut contestants: Vec<Contestant> = Vec::new();
    for &variant in &arguments.runtimes {
        if !contestants.iter().any(|known| known.name() == variant.name()) {
            contestants.push(Contestant::Own(variant));
        }
    }
    contestants.extend(peers.iter().cloned().map(Contestant::Peer));
    let folder =
        tempfile::tempdir().map_err(|error| Failure::failed(format!("no temporary folder: {error}")))?;
    let subjects = subject::choose(&arguments.programs, folder.path())?;
    // Made before anything is measured: minutes of work should not end in a file that cannot be written.
    let json = arguments.json.as_ref().map(|path| create(path)).transpose()?;

    let comparison = Comparison::new(
        own,
        contestants,
        &arguments.threads,
        arguments.rounds,
        Duration::from_secs(arguments.timeout),
        folder.path().join("tally.json"),
    );
    let mut report = Report {
        granular: env!("CARGO_PKG_VERSION"),
        machine: Machine::this(),
        rounds: arguments.rounds,
        peers,
        programs: Vec::new(),
    };
    let progress = Progress::new(subjects.len(), &[&comparison]);
    let mut stdout = io::stdout().lock();
    table::write_opening(&mut stdout, &report)?;
    for subject in &subjects {
        let program = comparison.measure(subject, report.machine.processors, &progress)?;
        progress
            .hidden_while(|| table::write_program(&mut stdout, &program).and_then(|()| stdout.flush()))?;
        report.programs.push(program);
    }
    progress.finish();
    table::write_closing(&mut stdout, &report)?;
    if let Some((path, file)) = json {
        write_json(&report, file).map_err(|error| Failure::file("write", path.display(), &error))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn create(path: &Path) -> Result<(&Path, File), Failure> {
    let file = File::create(path).map_err(|error| Failure::file("write", path.display(), &error))?;
    Ok((path, file))
}

fn write_json(report: &Report, file: File) -> io::Result<()> {
    let mut file = BufWriter::new(file);
    serde_json::to_writer_pretty(&mut file, report)?;
    file.write_all(b"\n")?;
    file.flush()
}

/// What is compared with what, and how thoroughly.
pub(crate) struct Comparison {
    own: PathBuf,
    /// Contestant and thread count; the first is the base of all ratios.
    configurations: Vec<(Contestant, NonZeroUsize)>,
    rounds: usize,
    limit: Duration,
    /// Where each run leaves its tally, and beside it what else is needed.
    tally: PathBuf,
    /// The most threads that there are processors for, if more than one.
    at_once: Option<usize>,
}

impl Comparison {
    pub(crate) fn new(
        own: PathBuf,
        contestants: Vec<Contestant>,
        threads: &[NonZeroUsize],
        rounds: usize,
        limit: Duration,
        tally: PathBuf,
    ) -> Self {
        let mut threads = threads.to_vec();
        threads.sort_unstable();
        threads.dedup();
        let processors = Machine::this().processors;
        let at_once = threads.last().map(|most| most.get().min(processors)).filter(|&most| most > 1);
        let configurations = contestants
            .into_iter()
            .flat_map(|contestant| threads.iter().map(move |&threads| (contestant.clone(), threads)))
            .collect();
        Self { own, configurations, rounds, limit, tally, at_once }
    }

    /// The same without the machine: beside another that measures it.
    pub(crate) fn without_machine(self) -> Self {
        Self { at_once: None, ..self }
    }

    /// Runs for one program: each configuration and the base's twin, in every pass.
    fn runs(&self) -> usize {
        (self.configurations.len() + 1) * self.rounds * 2
    }

    /// The configuration at `index`; the one after the last is the base's twin.
    fn configuration(&self, index: usize) -> &(Contestant, NonZeroUsize) {
        self.configurations.get(index).unwrap_or(&self.configurations[0])
    }

    fn name(&self, index: usize) -> String {
        let (contestant, threads) = self.configuration(index);
        format!("{} ×{threads}", contestant.name())
    }

    /// Runs, checks and times one program.
    pub(crate) fn measure(
        &self,
        subject: &Subject,
        processors: usize,
        progress: &Progress,
    ) -> Result<ProgramReport, Failure> {
        let count = self.configurations.len() + 1;
        let mut runs: Vec<Vec<Run>> = vec![Vec::new(); count];
        let folder = self.tally.parent().unwrap_or(Path::new("."));
        let mut yardstick = self
            .at_once
            .map(|processes| Yardstick::new(&self.own, processes, self.limit, folder))
            .transpose()?;
        for (pass, order) in schedule::passes(count, self.rounds).enumerate() {
            // As if it headed the list.
            let is_backwards = pass % 2 == 1;
            if let Some(yardstick) = yardstick.as_mut().filter(|_| !is_backwards) {
                yardstick.measure(is_backwards)?;
            }
            for index in order {
                progress.say(&subject.name, &self.name(index));
                let run = self.run(subject, index)?;
                // Every run is compared with the first, so a wrong answer that comes once in a while is seen too.
                if let Some(first) = self.reference(subject, index, &runs) {
                    self.check(subject, first, &runs[first][0], index, &run)?;
                } else if !run.status.success() {
                    return Err(self.unsuccessful(subject, index, &run));
                }
                // The first pass shows whether there is anything to time; it then counts as any other.
                debug_assert_eq!(pass, runs[index].len());
                runs[index].push(run);
            }
            if let Some(yardstick) = yardstick.as_mut().filter(|_| is_backwards) {
                yardstick.measure(is_backwards)?;
            }
        }
        let twin = runs.pop().expect("the twin is last");
        let base = runs[0].clone();
        let noise = Ratio::of_times(&walls(&base), &walls(&twin));
        let rows: Vec<Row> = self
            .configurations
            .iter()
            .zip(runs)
            .map(|((contestant, threads), runs)| Row::new(contestant.name(), *threads, runs, &base))
            .collect();
        let ceiling = yardstick.map(|yardstick| yardstick.ceiling());
        let meaning = Meaning::of(&rows, noise.noise(), processors, ceiling.as_ref());
        let prediction = Prediction::of(&rows, Variant::Freethreaded.name(), processors, ceiling.as_ref());
        let (name, title) = (subject.name.clone(), subject.title.clone());
        Ok(ProgramReport { name, title, base: self.name(0), noise, ceiling, rows, meaning, prediction })
    }

    fn run(&self, subject: &Subject, index: usize) -> Result<Run, Failure> {
        let (contestant, threads) = self.configuration(index);
        let invocation = contestant.invocation(&self.own, &subject.path, *threads, &self.tally);
        let run = invocation
            .run(self.limit)
            .map_err(|error| Failure::failed(format!("{} on {}: {error}", subject.name, self.name(index))))?;
        if let Contestant::Own(variant) = contestant
            && variant.needs_workers()
            && run.status.success()
            && run.workers.is_none()
        {
            return Err(Failure::usage(format!(
                "{} does not say what its workers are, so they cannot be {}\n\
                 it would take them from `_workers.py`, as the example pool_primes.py does",
                subject.name,
                variant.name()
            )));
        }
        Ok(run)
    }

    /// The earlier configuration whose output this one's must equal. A shipped example prints the same
    /// with any number of threads; of a stranger's program that can only be asked per thread count.
    fn reference(&self, subject: &Subject, index: usize, runs: &[Vec<Run>]) -> Option<usize> {
        let threads = self.configuration(index).1;
        (0..runs.len()).find(|&other| {
            !runs[other].is_empty() && (subject.shipped || self.configuration(other).1 == threads)
        })
    }

    fn check(
        &self,
        subject: &Subject,
        first: usize,
        expected: &Run,
        index: usize,
        run: &Run,
    ) -> Result<(), Failure> {
        let names = (self.name(first), self.name(index));
        match agreement::difference((&names.0, expected), (&names.1, run)) {
            None => Ok(()),
            Some(difference) => Err(Failure::failed(format!(
                "{} does not do the same everywhere, so its times cannot be compared\n{}",
                subject.name,
                difference.trim_end()
            ))),
        }
    }

    fn unsuccessful(&self, subject: &Subject, index: usize, run: &Run) -> Failure {
        let name = self.name(index);
        Failure::failed(format!(
            "{} fails on {name} ({}), so there is nothing to compare\n{}",
            subject.name,
            run.status,
            agreement::complaint(&name, run).trim_end()
        ))
    }
}

/// One line on the terminal, if there is one.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    pub(crate) fn new(programs: usize, comparisons: &[&Comparison]) -> Self {
        let runs: usize = comparisons.iter().map(|comparison| comparison.runs()).sum();
        let bar = ProgressBar::with_draw_target(Some((programs * runs) as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {eta:>4} left  {msg}");
        bar.set_style(style.expect("the template is well-formed"));
        Self(bar)
    }

    fn say(&self, program: &str, configuration: &str) {
        self.0.set_message(format!("{program} on {configuration}"));
        self.0.inc(1);
    }

    pub(crate) fn hidden_while<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.suspend(work)
    }

    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
