//! `granular ablate`: what each mechanism of a runtime is worth, by leaving it out.
//!
//! The same programs run with everything and without one mechanism at a time, on one thread and on several. What a
//! mechanism costs where nothing is shared and what it brings where something is are two figures, so both are told.

use std::{
    env,
    io::{self, Write},
    num::NonZeroUsize,
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use clap::Args;
use comfy_table::{Cell, CellAlignment, Table, presets};
use execution::{Mechanism, RuntimeKind};

use crate::{
    Failure,
    compare::{
        Comparison, Progress,
        ceiling::Ceiling,
        contestant::{Contestant, Variant},
        report::{Machine, ProgramReport, Row, walls},
        statistics::{Ratio, geometric_mean},
        subject,
    },
};

const EXAMPLES: &str = "\
Examples:
  granular ablate                      the patterns that are known to scale badly
  granular ablate prog.py              your program; its first argument is the thread count
  granular ablate --threads 8 prog.py  on one thread and on eight
  granular run --runtime freethreaded --without biased-sections prog.py
                                       one run without one mechanism

Reading the table:
  time without  the time of a run without the mechanism by that of one with it, and the middle 95 %:
                above 1 it saves time; ~ marks what is within the noise
  scaling       how much faster several threads are than one, with the mechanism and without";

/// Leave each mechanism of the runtimes out in turn, and say what it is worth.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Programs to run, files or names of shipped patterns [default: all shipped patterns]
    #[arg(value_name = "PROG.PY")]
    programs: Vec<PathBuf>,

    /// The larger number of threads, beside one
    #[arg(long, value_name = "N", default_value = "2", value_parser = several)]
    threads: NonZeroUsize,

    /// Leave out these alone
    #[arg(long, value_name = "MECHANISM,…", value_enum, value_delimiter = ',')]
    only: Vec<Mechanism>,

    /// How often to go through all configurations, forwards and backwards
    #[arg(long, value_name = "N", default_value = "2", value_parser = crate::compare::rounds)]
    rounds: usize,

    /// Give up on a run after so long
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
}

fn several(text: &str) -> Result<NonZeroUsize, String> {
    match crate::compare::threads(text)? {
        one if one.get() == 1 => Err("one thread is measured anyway; more than one is wanted".into()),
        several => Ok(several),
    }
}

/// A runtime as it is, and the mechanisms that are left out of it.
struct Group {
    whole: Variant,
    comparison: Comparison,
    without: Vec<Mechanism>,
}

/// Measures, and prints as it goes.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let own = env::current_exe().map_err(|error| Failure::failed(format!("where am I? {error}")))?;
    let folder =
        tempfile::tempdir().map_err(|error| Failure::failed(format!("no temporary folder: {error}")))?;
    let subjects = subject::choose_pattern(&arguments.programs, folder.path())?;
    let threads = [NonZeroUsize::MIN, arguments.threads];
    let groups: Vec<Group> =
        [(Variant::Freethreaded, RuntimeKind::Freethreaded), (Variant::Gil, RuntimeKind::Gil)]
            .into_iter()
            .filter_map(|(whole, runtime)| {
                let chosen = |mechanism: &Mechanism| {
                    mechanism.runtime() == runtime
                        && (arguments.only.is_empty() || arguments.only.contains(mechanism))
                };
                let without: Vec<Mechanism> = Mechanism::ALL.into_iter().filter(chosen).collect();
                let contestants = [Contestant::Own(whole)]
                    .into_iter()
                    .chain(without.iter().copied().map(Contestant::Without));
                let comparison = Comparison::new(
                    own.clone(),
                    contestants.collect(),
                    &threads,
                    arguments.rounds,
                    Duration::from_secs(arguments.timeout),
                    folder.path().join("tally.json"),
                );
                (!without.is_empty()).then_some(Group { whole, comparison, without })
            })
            .enumerate()
            // Once is enough.
            .map(|(at, group)| match at {
                0 => group,
                _ => Group { comparison: group.comparison.without_machine(), ..group },
            })
            .collect();
    let machine = Machine::this();
    let comparisons: Vec<&Comparison> = groups.iter().map(|group| &group.comparison).collect();
    let progress = Progress::new(subjects.len(), &comparisons);
    let mut stdout = io::stdout().lock();
    writeln!(
        stdout,
        "granular {} on {} processors{} ({}); {} runs of each configuration",
        env!("CARGO_PKG_VERSION"),
        machine.processors,
        machine.model.as_deref().map(|model| format!(", {model}")).unwrap_or_default(),
        machine.system,
        arguments.rounds * 2,
    )?;
    let mut found: Vec<Vec<Worth>> = Vec::new();
    for subject in &subjects {
        let mut worths = Vec::new();
        let mut ceiling = None;
        for group in &groups {
            let report = group.comparison.measure(subject, machine.processors, &progress)?;
            let worth =
                |&mechanism: &Mechanism| Worth::of(mechanism, group.whole, arguments.threads, &report);
            worths.extend(group.without.iter().filter_map(worth));
            ceiling = ceiling.or(report.ceiling);
        }
        let title = subject.title.as_deref().unwrap_or_default();
        progress.hidden_while(|| {
            writeln!(stdout, "\n{}\n", format!("{}  {title}", subject.name).trim_end())?;
            writeln!(stdout, "{}", table(&worths, arguments.threads))?;
            if let Some(Ceiling { processes, speed_up }) = ceiling {
                let Ratio { median, low, high, .. } = speed_up;
                writeln!(
                    stdout,
                    "\n{processes} processes that share nothing scaled {median:.2}× ({low:.2}–{high:.2}) meanwhile"
                )?;
            }
            stdout.flush()
        })?;
        found.push(worths);
    }
    progress.finish();
    if found.len() > 1 {
        closing(&mut stdout, &found, arguments.threads)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What a mechanism is worth to a program.
struct Worth {
    mechanism: Mechanism,
    /// Time without it by time with it.
    alone: Ratio,
    together: Ratio,
    /// Several threads by one.
    scaling_with: f64,
    scaling_without: f64,
    noise: f64,
}

impl Worth {
    fn of(
        mechanism: Mechanism,
        whole: Variant,
        threads: NonZeroUsize,
        report: &ProgramReport,
    ) -> Option<Self> {
        let without = Contestant::Without(mechanism);
        let row = |name: &str, threads: usize| report.row(name, threads);
        let (with_one, with_several) = (row(whole.name(), 1)?, row(whole.name(), threads.get())?);
        let (without_one, without_several) = (row(without.name(), 1)?, row(without.name(), threads.get())?);
        let ratio = |slow: &Row, fast: &Row| Ratio::of_times(&walls(&slow.runs), &walls(&fast.runs));
        Some(Worth {
            mechanism,
            alone: ratio(without_one, with_one),
            together: ratio(without_several, with_several),
            scaling_with: ratio(with_one, with_several).median,
            scaling_without: ratio(without_one, without_several).median,
            noise: report.noise_floor(),
        })
    }
}

fn table(worths: &[Worth], threads: NonZeroUsize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let header = [
        "mechanism".to_owned(),
        "time without, 1 thread".to_owned(),
        format!("time without, {threads} threads"),
        "scaling with".to_owned(),
        "without".to_owned(),
    ];
    let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
    table.set_header(header.map(right));
    for worth in worths {
        let ratio = |ratio: &Ratio| {
            let mark = if ratio.is_beyond(worth.noise) { ' ' } else { '~' };
            format!("{:.2} ({:.2}–{:.2}){mark}", ratio.median, ratio.low, ratio.high)
        };
        table.add_row(
            [
                worth.mechanism.name().to_owned(),
                ratio(&worth.alone),
                ratio(&worth.together),
                format!("{:.2}×", worth.scaling_with),
                format!("{:.2}×", worth.scaling_without),
            ]
            .map(right),
        );
    }
    table
}

/// The means over all programs.
fn closing(to: &mut impl Write, found: &[Vec<Worth>], threads: NonZeroUsize) -> io::Result<()> {
    writeln!(to, "\nAll {} programs, geometric means of the time without by the time with it:", found.len())?;
    for (index, first) in found[0].iter().enumerate() {
        let mean = |of: fn(&Worth) -> f64| {
            geometric_mean(&found.iter().filter_map(|worths| worths.get(index).map(of)).collect::<Vec<_>>())
        };
        writeln!(
            to,
            "  {:18} {:.2} on one thread, {:.2} on {threads}",
            first.mechanism.name(),
            mean(|worth| worth.alone.median),
            mean(|worth| worth.together.median),
        )?;
    }
    let worst = found.iter().flatten().map(|worth| worth.noise).fold(0.0, f64::max);
    writeln!(
        to,
        "The same program run against itself differed by up to {:.1}%; what is nearer to 1 says nothing.",
        worst * 100.0
    )
}
