//! The entries of a traceback.

use super::chain::Report;
use super::excerpt::excerpt;
use crate::exception::{Exception, Traceback};
use compiler::{Code, Position};
use object_model::{Runtime, Value};
use std::sync::Arc;

/// How often the same entry is shown in a row.
const MOST_REPEATS: usize = 3;

impl<R: Runtime> Report<'_, R> {
    /// The entries of an exception's traceback, outermost first; empty if it has none.
    pub fn trace_of(&mut self, exception: &Value<R>) -> String {
        let Some(exception) = exception.as_ref::<Exception<R>>() else { return String::new() };
        let mut link = self.vm.lock(exception).traceback.clone();
        let mut entries: Vec<(Arc<Code>, Position)> = Vec::new();
        while let Some(entry) = link.clone().as_ref::<Traceback<R>>() {
            entries.extend(entry.code().map(|code| (code.clone(), entry.position())));
            link = self.vm.lock(entry).clone();
        }
        let most = self.trace_limit().unwrap_or(entries.len());
        let entries = &entries[entries.len().saturating_sub(most)..];
        let same = |one: &(Arc<Code>, Position), other: &(Arc<Code>, Position)| {
            one.1.line == other.1.line && one.0.name == other.0.name && one.0.filename == other.0.filename
        };
        let mut out = String::new();
        for run in entries.chunk_by(same) {
            for (code, position) in run.iter().take(MOST_REPEATS) {
                self.entry(code, position, &mut out);
            }
            if let Some(more) = run.len().checked_sub(MOST_REPEATS).filter(|more| *more > 0) {
                let plural = if more == 1 { "" } else { "s" };
                out.push_str(&format!("  [Previous line repeated {more} more time{plural}]\n"));
            }
        }
        out
    }

    /// `sys.tracebacklimit`: how many of the innermost entries are shown.
    fn trace_limit(&mut self) -> Option<usize> {
        let sys = self.vm.loaded_module("sys")?;
        let limit = self.vm.find_attr_str(&sys, "tracebacklimit").ok().flatten()?;
        match self.vm.as_i64(&limit) {
            Some(limit) => Some(limit.max(0) as usize),
            None if self.vm.index_integer(&limit).is_ok_and(|limit| limit < num_bigint::BigInt::ZERO) => {
                Some(0)
            }
            None => None,
        }
    }

    fn entry(&mut self, code: &Code, position: &Position, out: &mut String) {
        let Code { filename, name, .. } = code;
        out.push_str(&format!("  File \"{filename}\", line {}, in {name}\n", position.line));
        let Some(first) = (position.line as usize).checked_sub(1) else { return };
        let Some(source) = self.sources.get(self.vm, filename) else { return };
        let count = position.end_line.saturating_sub(position.line) as usize + 1;
        let lines: Vec<&str> = source.lines().skip(first).take(count).collect();
        out.push_str(&excerpt(&lines, position));
    }
}
