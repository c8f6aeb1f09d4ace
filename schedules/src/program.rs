//! What the threads of a program do: drawn from a seed, before anything runs.

use fastrand::Rng;

/// Lists, dicts, counters and locks that all threads share.
pub const LISTS: usize = 3;
/// See [`LISTS`].
pub const DICTS: usize = 2;
/// See [`LISTS`].
pub const COUNTERS: usize = 2;
/// See [`LISTS`].
pub const LOCKS: usize = 2;
/// Keys of a dict.
pub const KEYS: i64 = 4;

/// One thing that a thread does. Numbers say with which of the shared objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Makes an object and appends it to a list.
    Push(usize),
    /// Takes the last object out of a list and lets it go.
    Pop(usize),
    /// Takes an object out of a list and appends it to another.
    Move(usize, usize),
    /// Exchanges the first objects of two lists, which are locked together.
    Exchange(usize, usize),
    /// Empties a list, and puts everything back.
    Rearrange(usize),
    /// Reads an item, without the lock if it can.
    Look(usize, usize),
    /// Makes an object and puts it under a key.
    Put(usize, i64),
    /// Removes a key, with what is under it.
    Remove(usize, i64),
    /// Looks a key up, without the lock if that can be.
    LookUp(usize, i64),
    /// Counts one up.
    Count(usize),
    /// Takes and gives back so many references to an object that all have.
    Use(usize, usize),
    /// Does something that only one thread does at a time, as Python's locks see to.
    Exclusive(usize),
    /// Refers to an object of a list weakly, and looks again later.
    Refer(usize),
    /// Leaves a cycle that nobody can reach.
    Cycle,
    /// Collects cycles, which stops the world.
    Collect,
    /// Lets others run, detached.
    Block,
    /// Does what it is asked to.
    Safepoint,
    /// Starts a thread, which ends when it has done this.
    Start(Vec<Step>),
    /// Of no program that is drawn: counts one up in two sections.
    CountInTwoSections(usize),
    /// Of no program that is drawn: takes both locks, beginning with this one.
    Both(usize),
    /// Of no program that is drawn: never gives a reference back.
    Forget(usize),
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// What the first threads do, one each.
    pub threads: Vec<Vec<Step>>,
}

impl Program {
    /// The program of a seed: four to eight threads, not counting those that they start.
    pub fn of(seed: u64) -> Program {
        let mut random = Rng::with_seed(seed);
        let threads = random.usize(4..=8);
        let steps = random.usize(6..=16);
        // Every program leaves some things out, so that it does the others more often.
        let kinds: Vec<usize> = (0..KINDS).filter(|_| random.f64() < 0.6).collect();
        let kinds = if kinds.is_empty() { (0..KINDS).collect() } else { kinds };
        let threads = (0..threads).map(|_| script(&mut random, &kinds, steps, true)).collect();
        Program { threads }
    }
}

/// How many of the steps there are to draw from.
const KINDS: usize = 18;

fn script(random: &mut Rng, kinds: &[usize], steps: usize, starts: bool) -> Vec<Step> {
    (0..random.usize(1..=steps)).map(|_| step(random, kinds, starts)).collect()
}

fn step(random: &mut Rng, kinds: &[usize], starts: bool) -> Step {
    let list = random.usize(..LISTS);
    let dict = random.usize(..DICTS);
    let key = random.i64(..KEYS);
    let counter = random.usize(..COUNTERS);
    match kinds[random.usize(..kinds.len())] {
        0 => Step::Push(list),
        1 => Step::Pop(list),
        2 => Step::Move(list, random.usize(..LISTS)),
        3 => Step::Exchange(list, random.usize(..LISTS)),
        4 => Step::Rearrange(list),
        5 => Step::Look(list, random.usize(..3)),
        6 => Step::Put(dict, key),
        7 => Step::Remove(dict, key),
        8 => Step::LookUp(dict, key),
        9 => Step::Count(counter),
        10 => Step::Use(counter, random.usize(1..=12)),
        11 => Step::Exclusive(random.usize(..LOCKS)),
        12 => Step::Refer(list),
        13 => Step::Cycle,
        14 => Step::Collect,
        15 => Step::Block,
        16 if starts => Step::Start(script(random, kinds, 5, false)),
        _ => Step::Safepoint,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_one_program() {
        for seed in 0..50 {
            assert_eq!(Program::of(seed), Program::of(seed));
        }
    }

    #[test]
    fn every_step_comes_up() {
        let drawn: Vec<Step> = (0..200).flat_map(|seed| Program::of(seed).threads.concat()).collect();
        let mut kinds: Vec<_> = drawn.iter().map(std::mem::discriminant).collect();
        kinds.dedup();
        let mut seen = Vec::new();
        for kind in kinds {
            if !seen.contains(&kind) {
                seen.push(kind);
            }
        }
        assert_eq!(seen.len(), KINDS);
    }
}
