//! The report as a person reads it, in at most 120 columns.

use std::io::{self, Write};
use std::time::Duration;

use comfy_table::{Cell, CellAlignment, Table, presets};
use profiler::figures;

use super::report::{ProgramReport, Report, Row};
use super::statistics::Ratio;

const WIDTH: usize = 118;

const HEADER: [&str; 11] = [
    "runtime",
    "threads",
    "wall",
    "speed-up (95 %)",
    "min/\nmin",
    "CPU/\nwall",
    "OS switch\nvol./forc.",
    "lock sw.\nvol./forc.",
    "lock\nwait",
    "locks\ncont.",
    "counts\nown/foreign",
];

const WORKERS_HEADER: [&str; 6] = ["workers", "are", "start-up", "tasks", "copied", "copying"];

/// Writes what stands above the first table: where, what, and how to read it.
pub fn write_opening(to: &mut impl Write, report: &Report) -> io::Result<()> {
    let machine = &report.machine;
    writeln!(
        to,
        "granular {} on {} processors{} ({})",
        report.granular,
        machine.processors,
        machine.model.as_deref().map(|model| format!(", {model}")).unwrap_or_default(),
        machine.system
    )?;
    for peer in &report.peers {
        let version = peer.version.as_deref().unwrap_or("of unknown version");
        writeln!(to, "peer {}: {version}, {}", peer.name, peer.executable.display())?;
    }
    let pairs = report.rounds * 2;
    writeln!(
        to,
        "{pairs} runs of each configuration, forwards and backwards in turn; ratios are medians of paired runs"
    )
}

/// Writes one program's table and what it means.
pub fn write_program(to: &mut impl Write, program: &ProgramReport) -> io::Result<()> {
    let title = program.title.as_deref().unwrap_or_default();
    writeln!(to, "\n{}\n", format!("{}  {title}", program.name).trim_end())?;
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(HEADER.map(|name| Cell::new(name).set_alignment(CellAlignment::Right)));
    for row in &program.rows {
        let cells = cells(row, row.name() == program.base);
        table.add_row(cells.map(|text| Cell::new(text).set_alignment(CellAlignment::Right)));
    }
    let mut add_ratio = |name: &str, threads: String, ratio: &Ratio| {
        let mut cells = [const { String::new() }; HEADER.len()];
        (cells[0], cells[1]) = (name.into(), threads);
        (cells[3], cells[4]) = (shown(ratio), format!("{:.2}", ratio.min_by_min));
        table.add_row(cells.map(|text| Cell::new(text).set_alignment(CellAlignment::Right)));
    };
    if let Some(ceiling) = &program.ceiling {
        add_ratio("machine", ceiling.processes.to_string(), &ceiling.speed_up);
    }
    add_ratio("base again", String::new(), &program.noise);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    if let Some(first) = table.column_mut(0) {
        first.set_cell_alignment(CellAlignment::Left);
    }
    for line in table.lines() {
        writeln!(to, " {}", line.trim_end())?;
    }
    write_workers(to, program)?;
    write_pauses(to, program)?;
    writeln!(to)?;
    write_wrapped(to, &format!("→ {}", program.meaning))?;
    match &program.prediction {
        Some(prediction) => write_wrapped(to, &format!("→ {prediction}")),
        None => Ok(()),
    }
}

/// Writes what the workers of each configuration cost, if the program has told.
fn write_workers(to: &mut impl Write, program: &ProgramReport) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(WORKERS_HEADER.map(|name| Cell::new(name).set_alignment(CellAlignment::Right)));
    let mut any = false;
    for row in &program.rows {
        let Some(workers) = row.workers() else { continue };
        any = true;
        let time = |seconds| figures::time(Duration::try_from_secs_f64(seconds).unwrap_or_default());
        let cells = [
            row.name(),
            workers.kind.clone(),
            time(workers.start_up_s),
            workers.tasks.to_string(),
            bytes(workers.copied_bytes),
            time(workers.copying_s),
        ];
        table.add_row(cells.map(|text| Cell::new(text).set_alignment(CellAlignment::Right)));
    }
    if !any {
        return Ok(());
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    if let Some(first) = table.column_mut(0) {
        first.set_cell_alignment(CellAlignment::Left);
    }
    writeln!(to)?;
    for line in table.lines() {
        writeln!(to, " {}", line.trim_end())?;
    }
    Ok(())
}

/// Writes, for each configuration that collected cycles or stopped the world, how often and for how long.
fn write_pauses(to: &mut impl Write, program: &ProgramReport) -> io::Result<()> {
    for row in &program.rows {
        let Some(tally) = row.tally() else { continue };
        let collecting = [tally.collecting_median, tally.collecting_max, tally.collecting_total];
        let stopped = [tally.world_stopped_median, tally.world_stopped_max, tally.world_stopped_total];
        for (what, number, pauses) in [
            ("collected cycles", tally.collections, collecting),
            ("stopped the world", tally.world_stops, stopped),
        ] {
            if number > 0 {
                let [median, longest, total] = pauses.map(figures::time);
                let (name, number) = (row.name(), figures::count(number));
                writeln!(
                    to,
                    "   {name} {what} {number} times: median {median}, longest {longest}, {total} in all"
                )?;
            }
        }
    }
    Ok(())
}

/// `4.5 MB`, in powers of ten.
fn bytes(count: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let (mut value, mut unit) = (count as f64, 0);
    while value >= 999.5 && unit + 1 < UNITS.len() {
        (value, unit) = (value / 1000.0, unit + 1);
    }
    match (unit, value < 9.95) {
        (0, _) => format!("{count} B"),
        (_, true) => format!("{value:.1} {}", UNITS[unit]),
        (_, false) => format!("{value:.0} {}", UNITS[unit]),
    }
}

/// Writes the means over all programs.
pub fn write_closing(to: &mut impl Write, report: &Report) -> io::Result<()> {
    if report.programs.len() < 2 {
        return Ok(());
    }
    let base = &report.programs[0].base;
    writeln!(to, "\nAll {} programs, geometric mean of the speed-ups over {base}:", report.programs.len())?;
    for (name, mean) in report.means() {
        writeln!(to, "  {name:<24} {mean:.2}×")?;
    }
    let floor = report.programs.iter().map(ProgramReport::noise_floor).fold(0.0, f64::max);
    let worst = figures::share(floor);
    writeln!(
        to,
        "The same program run against itself differed by up to {worst}; nothing smaller is called a finding."
    )
}

/// `1.90 (1.85–1.95)`.
fn shown(ratio: &Ratio) -> String {
    format!("{:.2} ({:.2}–{:.2})", ratio.median, ratio.low, ratio.high)
}

fn cells(row: &Row, is_base: bool) -> [String; HEADER.len()] {
    let typical = row.typical();
    let speed_up = &row.speed_up;
    let (ratio, best) = if is_base {
        ("1 by definition".to_owned(), String::new())
    } else {
        (shown(speed_up), format!("{:.2}", speed_up.min_by_min))
    };
    let counted =
        |show: &dyn Fn(&profiler::Tally) -> String| row.tally().map_or_else(|| "–".to_owned(), show);
    let pair = |left, right| format!("{}/{}", figures::count(left), figures::count(right));
    [
        row.contestant.clone(),
        row.threads.to_string(),
        figures::time(std::time::Duration::from_secs_f64(row.wall_s)),
        ratio,
        best,
        format!("{:.2}", typical.cpu_per_wall()),
        pair(typical.os_switches_voluntary, typical.os_switches_forced),
        counted(&|tally| pair(tally.switches_voluntary, tally.switches_forced)),
        row.waiting_share().map_or_else(|| "–".to_owned(), figures::share),
        counted(&|tally| figures::count(tally.locks_contended)),
        counted(&|tally| pair(tally.counts_local(), tally.counts_foreign())),
    ]
}

fn write_wrapped(to: &mut impl Write, text: &str) -> io::Result<()> {
    let mut line = String::from(" ");
    for word in text.split(' ') {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            writeln!(to, "{line}")?;
            line = String::from("   ");
        }
        line.push(' ');
        line.push_str(word);
    }
    writeln!(to, "{line}")
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn bytes_have_two_figures_or_more() {
        let shown = [0, 999, 1000, 9_940, 9_960, 999_600, 4_528_149, 1_000_000_000_000_000].map(bytes);
        assert_eq!(
            ["0 B", "999 B", "1.0 kB", "9.9 kB", "10 kB", "1.0 MB", "4.5 MB", "1000 TB"],
            shown.each_ref().map(String::as_str)
        );
    }
}
