//! Folded stacks: one line for each stack of spans, with the nanoseconds spent in it and not deeper.
//! What flame-graph tools and speedscope read.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::recording::{Kind, Recording};

impl Recording {
    /// Writes `thread;outer;inner nanoseconds` lines, sorted.
    pub fn write_folded(&self, to: &mut impl Write) -> io::Result<()> {
        let mut stacks: BTreeMap<String, u64> = BTreeMap::new();
        for lane in &self.lanes {
            // A semicolon separates frames, so a name must not contain one.
            let mut stack = vec![lane.name.replace(';', ",")];
            let mut since = lane.records.first().map_or(0, |record| record.at);
            for record in &lane.records {
                if record.kind == Kind::Event {
                    continue;
                }
                if stack.len() > 1 {
                    *stacks.entry(stack.join(";")).or_default() += record.at - since;
                }
                since = record.at;
                match record.kind {
                    Kind::Begin => stack.push(record.name.to_owned()),
                    _ => drop(stack.pop()),
                }
            }
        }
        for (stack, time) in stacks {
            writeln!(to, "{stack} {time}")?;
        }
        Ok(())
    }
}
