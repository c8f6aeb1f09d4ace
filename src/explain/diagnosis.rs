//! What a ledger says, in words.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    time::Duration,
};

use profiler::{
    Tally, figures,
    meetings::{Line, Meetings, Met, Way},
};

/// Lines of the program to tell of one kind of object.
const MOST_LINES: usize = 3;
/// Shared writes in a million instructions that no program notices.
const HARDLY_ANY: f64 = 100.0;
/// So many times more references counted alone are as good as all.
const WELL_COUNTED: u64 = 20;
/// The part of a run that waiting must take to be told of.
const WORTH_TELLING: f64 = 0.01;

/// Where threads met, and in how many instructions.
pub struct Diagnosis<'a> {
    meetings: &'a Meetings,
    instructions: u64,
    /// Time of all threads together.
    time: Duration,
}

/// Ways of meeting that are one to a reader.
const GROUPS: [(&str, &[Way]); 5] = [
    ("counts of references", &[Way::Count, Way::Merge]),
    ("locks taken", &[Way::Lock, Way::Revoke]),
    ("locks found taken", &[Way::LockWait]),
    ("waits for a lock or a condition of the program", &[Way::ProgramLock]),
    ("waits for the leave to run", &[Way::Turn]),
];

impl<'a> Diagnosis<'a> {
    /// Of a run that took `wall`.
    pub fn of(meetings: &'a Meetings, tally: &Tally, wall: Duration) -> Self {
        // The thread that waits for the others does not compute.
        let threads = u32::try_from(tally.threads.saturating_sub(1).max(1)).unwrap_or(u32::MAX);
        Diagnosis { meetings, instructions: tally.instructions, time: wall * threads }
    }

    fn shared_writes(&self) -> u64 {
        self.meetings.met.iter().map(Met::shared_writes).sum()
    }

    /// The part of the threads' time that is waiting in these ways.
    pub fn waited(&self, ways: &[Way]) -> f64 {
        let waited: Duration =
            self.meetings.met.iter().map(|met| met.total(|way| ways.contains(&way)).1).sum();
        waited.as_secs_f64() / self.time.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    /// Tells of at most so many kinds of objects.
    pub fn write(&self, to: &mut impl Write, most: usize) -> io::Result<()> {
        let writes = self.shared_writes();
        let rate = writes as f64 * 1e6 / self.instructions.max(1) as f64;
        let objects: Vec<&Met> = self.meetings.met.iter().filter(|met| met.class.is_some()).collect();
        if rate < HARDLY_ANY {
            writeln!(to, "Its threads hardly meet: {rate:.1} shared writes in a million instructions.")?;
        } else {
            writeln!(to, "{} shared writes, {rate:.0} in a million instructions:", figures::count(writes))?;
            let told = objects.iter().filter(|met| self.share(met) >= WORTH_TELLING).take(most);
            for (number, met) in told.enumerate() {
                self.write_object(to, number + 1, met)?;
            }
        }
        self.write_waits(to)
    }

    /// A kind's part of all shared writes.
    fn share(&self, met: &Met) -> f64 {
        met.shared_writes() as f64 / self.shared_writes().max(1) as f64
    }

    fn write_object(&self, to: &mut impl Write, number: usize, met: &Met) -> io::Result<()> {
        let class = met.class.as_deref().unwrap_or_default();
        let objects = match met.objects {
            1 => format!("one {class}"),
            several => format!("{} {class} objects", figures::count(several)),
        };
        let made = match &met.made {
            Some(line) if line.file.is_empty() => line.to_string(),
            Some(line) => format!("made at {line}"),
            None => "made before the program began".into(),
        };
        writeln!(to, "\n{number}. {objects}, {made}: {} of them", figures::share(self.share(met)))?;
        for (name, ways) in GROUPS {
            self.write_group(to, name, ways, met)?;
        }
        let (alone, _) = met.total(|way| way == Way::OwnCount);
        if alone > 0 {
            writeln!(to, "   {:>6}  counted alone", figures::count(alone))?;
        }
        writeln!(to, "   → {}", advice(met))
    }

    fn write_group(&self, to: &mut impl Write, name: &str, ways: &[Way], met: &Met) -> io::Result<()> {
        let (times, waited) = met.total(|way| ways.contains(&way));
        if times == 0 {
            return Ok(());
        }
        let wait =
            if waited.is_zero() { String::new() } else { format!(", {} waited", figures::time(waited)) };
        writeln!(to, "   {:>6}  {name}{wait}", figures::count(times))?;
        let mut lines: BTreeMap<Option<&Line>, (u64, Duration)> = BTreeMap::new();
        for meeting in met.meetings.iter().filter(|meeting| ways.contains(&meeting.way)) {
            let sum = lines.entry(meeting.line.as_ref()).or_default();
            *sum = (sum.0 + meeting.times, sum.1 + meeting.waited);
        }
        let mut lines: Vec<_> = lines.into_iter().collect();
        // By what was waited, where anything was.
        lines.sort_by_key(|&(_, (times, waited))| std::cmp::Reverse((waited, times)));
        for (line, (times, waited)) in lines.into_iter().take(MOST_LINES) {
            let line = line.map_or("outside the program's code".into(), Line::to_string);
            let wait = if waited.is_zero() { String::new() } else { format!(", {}", figures::time(waited)) };
            writeln!(to, "           {:>6}  at {line}{wait}", figures::count(times))?;
        }
        Ok(())
    }

    /// What was waited for that is no object.
    fn write_waits(&self, to: &mut impl Write) -> io::Result<()> {
        for met in self.meetings.met.iter().filter(|met| met.class.is_none()) {
            for way in [Way::ProgramLock, Way::Turn] {
                let (_, waited) = met.total(|other| other == way);
                if waited.as_secs_f64() < WORTH_TELLING * self.time.as_secs_f64() {
                    continue;
                }
                let share = figures::share((waited.as_secs_f64() / self.time.as_secs_f64()).min(1.0));
                writeln!(to, "\nOf the threads' time {share} is waiting:")?;
                let group =
                    GROUPS.iter().find(|(_, ways)| ways.contains(&way)).expect("every way is in a group");
                self.write_group(to, group.0, group.1, met)?;
                writeln!(to, "   → {}", advice_for_waiting(met, way))?;
            }
        }
        Ok(())
    }
}

/// What helps against waiting in this way.
fn advice_for_waiting(met: &Met, way: Way) -> &'static str {
    if way == Way::Turn {
        return "one thread runs at a time: compute without the lock, in processes or in interpreters";
    }
    // Queues, events, barriers and semaphores of the library all wait here.
    let is_told = |line: &Line| line.function == "Condition.wait";
    let (_, all) = met.total(|other| other == way);
    let told: Duration = met
        .meetings
        .iter()
        .filter(|meeting| meeting.way == way && meeting.line.as_ref().is_some_and(is_told))
        .map(|meeting| meeting.waited)
        .sum();
    if told > all / 2 {
        "they wait for what others do, to put something into a queue, set an event, end: give those less to do, or who waits \
         something else"
    } else {
        "hold it for less, take it less often, or give each thread a part of what it guards"
    }
}

/// What helps against what threads do to such objects most.
fn advice(met: &Met) -> &'static str {
    let (counts, _) = met.total(|way| matches!(way, Way::Count | Way::Merge));
    let (locks, _) = met.total(|way| matches!(way, Way::Lock | Way::Revoke));
    let (alone, _) = met.total(|way| way == Way::OwnCount);
    // A use counts up and down; every other one is a change at least.
    if 4 * locks > counts {
        return if met.objects == 1 {
            "every change takes its lock, and so threads take turns: give each thread one of its own and put them together \
             at the end, or change it less often; reading takes no lock"
        } else {
            "changing an object that another thread has used takes its lock: let a thread keep to its own"
        };
    }
    if alone > WELL_COUNTED * counts {
        return "so many count it that each thread does it alone by now; this is what went before";
    }
    if met.objects == 1 {
        "every thread counts its references in one word: keep it in a local variable for longer, or give each thread one of \
         its own"
    } else {
        "one thread has made them and others use them, who count in a word that all write: make them where they are used"
    }
}
