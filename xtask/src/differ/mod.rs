//! `cargo xtask differ`: random programs that print the same on both runtimes and on CPython 3.13.
//!
//! A file is many small blocks (see [`program`]); each is run by itself and shows what it leaves behind: its output, its
//! variables, the exception that ended it. A block that answers differently is made smaller while it still does.

mod complex;
mod grammar;
mod kind;
mod known;
mod maker;
mod program;
mod side;
mod statement;
mod tree;

use crate::build;
use known::Known;
use peer::Peer;
use program::Block;
use side::Side;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Blocks in a file.
const BLOCKS: usize = 250;
/// Smaller blocks that are tried in one file.
const TRIED: usize = 120;

/// Kinds of differences that are counted up at the end.
const MOST_CLUSTERS: usize = 20;

/// How long, and from where.
#[derive(Debug, PartialEq)]
pub struct Options {
    limit: Option<Duration>,
    programs: u64,
    seed: u64,
    binary: Option<PathBuf>,
    /// The command of the interpreter to differ from, if it is not CPython 3.13.
    peer: Option<String>,
    all: bool,
}

impl Options {
    /// Reads the words of the command line.
    pub fn of(words: &[&str]) -> Result<Options, String> {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let seed = since_1970.as_secs() % 1_000_000 * 1_000;
        let mut options = Options { limit: None, programs: 10, seed, binary: None, peer: None, all: false };
        let mut words = words.iter();
        while let Some(&word) = words.next() {
            if word == "--all" {
                options.all = true;
                continue;
            }
            let value = *words.next().ok_or_else(|| format!("{word} needs a value"))?;
            let number = || value.parse::<u64>().map_err(|_| format!("{word} {value}: not a number"));
            match word {
                "--minutes" => {
                    let minutes: f64 = value.parse().map_err(|_| format!("{word} {value}: not a number"))?;
                    let limit = Duration::try_from_secs_f64(minutes * 60.0);
                    options.limit = Some(limit.map_err(|error| format!("{word}: {error}"))?);
                }
                "--programs" => options.programs = number()?,
                "--seed" => options.seed = number()?,
                "--binary" => options.binary = Some(value.into()),
                "--peer" => options.peer = Some(value.into()),
                _ => return Err(format!("{word}: differ has no such option")),
            }
        }
        Ok(options)
    }
}

/// Those who run the programs, CPython last.
struct Sides {
    ours: Vec<Side>,
    theirs: Side,
    known: Known,
    folder: PathBuf,
}

impl Sides {
    fn new(binary: &Path, peer: Option<&str>, folder: &Path) -> Result<Sides, String> {
        let peer = match peer {
            Some(command) => Peer::find(command)?,
            None => Peer::of_this_machine().ok_or("there is no python3.13 to differ from")?,
        };
        let known = Known::of(peer.version.as_deref().unwrap_or_default());
        let ours = ["gil", "freethreaded"].map(|name| Side {
            name,
            executable: binary.into(),
            options: ["run", "--runtime", name].map(String::from).into(),
        });
        let theirs = Side { name: "CPython", executable: peer.executable, options: peer.options };
        Ok(Sides { ours: ours.into(), theirs, known, folder: folder.into() })
    }

    fn write(&self, blocks: &[&Block], left_out: &BTreeSet<usize>) -> Result<PathBuf, String> {
        let path = self.folder.join("blocks.py");
        fs::write(&path, program::file(blocks, left_out))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(path)
    }

    /// The first of the blocks that one of ours answers differently, by the number of the runtime.
    fn differences(&self, blocks: &[&Block], runtimes: &[usize]) -> Result<Vec<Difference>, String> {
        // What CPython does not come to the end of is no program to differ in.
        let mut left_out = BTreeSet::new();
        let (path, theirs) = loop {
            let path = self.write(blocks, &left_out)?;
            let theirs = self.theirs.answers(&path, &self.folder)?;
            match theirs.ended {
                Some(block) if left_out.insert(block) => {}
                _ => break (path, theirs.blocks),
            }
        };
        let mut found: BTreeMap<usize, Difference> = BTreeMap::new();
        for &runtime in runtimes {
            for (block, ours) in self.ours[runtime].answers(&path, &self.folder)?.blocks {
                let Some(theirs) = theirs.get(&block) else { continue };
                if !self.known.same(&program::source(blocks[block]), &ours, theirs) {
                    let difference = Difference { block, runtime, ours, theirs: theirs.clone() };
                    found.entry(block).or_insert(difference);
                }
            }
        }
        Ok(found.into_values().collect())
    }

    /// The smallest block with a difference that steps from this one lead to.
    fn shrink(&self, mut block: Block, mut difference: Difference) -> Result<(Block, Difference), String> {
        let mut from = 0;
        loop {
            let length = program::source(&block).len();
            let mut smaller = tree::smaller(&block);
            smaller.retain(|block| !block.is_empty() && program::source(block).len() < length);
            if from >= smaller.len() {
                return Ok((block, difference));
            }
            let tried = &smaller[from..smaller.len().min(from + TRIED)];
            let blocks: Vec<&Block> = tried.iter().collect();
            let found = self.differences(&blocks, &[difference.runtime])?;
            // A block that is no longer a program is no smaller example.
            let found = found.into_iter().find(|found| {
                found.ours.starts_with("SyntaxError") == difference.ours.starts_with("SyntaxError")
            });
            match found {
                Some(found) => {
                    // What did not help before this step hardly helps after it.
                    from = (from + found.block).saturating_sub(1);
                    block = tried[found.block].clone();
                    difference = found;
                    if from > 0 && program::source(&block).len() * 4 < length * 3 {
                        from = 0;
                    }
                }
                None if from + TRIED < smaller.len() => from += TRIED,
                None if from > 0 && length < 2_000 && tried.len() < smaller.len() => {
                    // Once more from the beginning, of which some was skipped.
                    let blocks: Vec<&Block> = smaller[..from.min(TRIED * 2)].iter().collect();
                    let found = self.differences(&blocks, &[difference.runtime])?;
                    let Some(found) = found.into_iter().next() else { return Ok((block, difference)) };
                    block = smaller[found.block].clone();
                    difference = found;
                    from = 0;
                }
                None => return Ok((block, difference)),
            }
        }
    }
}

/// A block that a runtime of ours answers differently.
struct Difference {
    block: usize,
    runtime: usize,
    ours: String,
    theirs: String,
}

impl Difference {
    /// Whether the block is no program to either, and they only say so in other words.
    fn is_of_words(&self) -> bool {
        [&self.ours, &self.theirs].iter().all(|answer| answer.starts_with("SyntaxError "))
    }

    /// The lines that differ, without what is only this example's.
    fn shape(&self) -> String {
        let mut lines = self.ours.lines().zip(self.theirs.lines());
        let (ours, theirs) =
            lines.find(|(ours, theirs)| ours != theirs).unwrap_or((&self.ours, &self.theirs));
        let plain = |line: &str| -> String {
            let mut quoted = false;
            let mut text = String::new();
            for character in line.chars() {
                match character {
                    '\'' | '"' => quoted = !quoted,
                    _ if quoted => {}
                    digit if digit.is_ascii_digit() => {
                        if !text.ends_with('0') {
                            text.push('0');
                        }
                    }
                    character => text.push(character),
                }
            }
            text
        };
        format!("{} <> {}", plain(ours), plain(theirs))
    }
}

/// Makes the programs, runs them, and shows what differs.
pub fn run(mut options: Options) -> Result<(), String> {
    let binary = match options.binary.take() {
        Some(binary) => binary,
        None => build()?,
    };
    // Of its own, for there may be several at once.
    let folder = &PathBuf::from(format!("target/differ/{}", std::process::id()));
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let sides = Sides::new(&binary, options.peer.as_deref(), folder)?;
    let start = Instant::now();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let (mut programs, mut different, mut worded) = (0, 0, 0);
    eprintln!("differ: seeds from {}", options.seed);
    while match options.limit {
        Some(limit) => start.elapsed() < limit,
        None => programs < options.programs,
    } {
        let seed = options.seed + programs;
        programs += 1;
        let blocks = program::blocks(seed, BLOCKS);
        let runtimes: Vec<usize> = (0..sides.ours.len()).collect();
        for difference in sides.differences(&blocks.iter().collect::<Vec<_>>(), &runtimes)? {
            different += 1;
            worded += u64::from(difference.is_of_words());
            let times = seen.entry(difference.shape()).or_default();
            *times += 1;
            if *times > 1 && !options.all {
                continue;
            }
            let number = difference.block;
            let (block, difference) = sides.shrink(blocks[number].clone(), difference)?;
            let times = seen.entry(difference.shape()).or_default();
            *times += 1;
            if *times > 2 && !options.all {
                continue;
            }
            println!(
                "── seed {seed}, block {number}, on {}\n{}── {} prints\n{}── CPython prints\n{}",
                sides.ours[difference.runtime].name,
                program::source(&block),
                sides.ours[difference.runtime].name,
                difference.ours,
                difference.theirs
            );
        }
    }
    let _ = fs::remove_dir_all(folder);
    let mut clusters: Vec<(&String, &u64)> = seen.iter().filter(|(_, times)| **times > 1).collect();
    clusters.sort_by_key(|(_, times)| std::cmp::Reverse(**times));
    for (shape, times) in clusters.iter().take(MOST_CLUSTERS) {
        println!("{times:5} like {shape}");
    }
    println!(
        "{programs} programs of {BLOCKS} blocks from seed {} in {:.0} s: {different} blocks differ, {worded} of them in what a SyntaxError says",
        options.seed,
        start.elapsed().as_secs_f64()
    );
    if different == 0 { Ok(()) } else { Err(format!("{different} blocks differ")) }
}
