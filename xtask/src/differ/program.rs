//! The programs: blocks of statements, each of which is run by itself and shows what it leaves behind.

use super::{
    maker::Maker,
    tree::{Statement, write_all},
};
use fastrand::Rng;
use std::{collections::BTreeSet, fmt::Write};

/// What every file of blocks begins with.
const PRELUDE: &str = include_str!("prelude.py");
/// A block.
pub type Block = Vec<Statement>;

/// The blocks of a seed.
pub fn blocks(seed: u64, count: usize) -> Vec<Block> {
    let mut random = Rng::with_seed(seed);
    (0..count).map(|_| Maker::new(Rng::with_seed(random.u64(..))).block()).collect()
}

/// The file in which these blocks run one after the other, but for those that are left out.
pub fn file(blocks: &[&Block], left_out: &BTreeSet<usize>) -> String {
    let mut text = PRELUDE.to_owned();
    for (number, block) in blocks.iter().enumerate().filter(|(number, _)| !left_out.contains(number)) {
        writeln!(text, "block({number}, {})\n", literal(&source(block))).expect("a string takes all");
    }
    text.push_str("end()\n");
    text
}

/// The text of a block.
pub fn source(block: &Block) -> String {
    let mut text = String::new();
    write_all(block, 0, &mut text);
    text
}

/// A Python literal of these lines.
fn literal(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    format!("\"\"\"\\\n{escaped}\"\"\"")
}
