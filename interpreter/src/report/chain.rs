//! An exception with those it came from, and the tree of a group.

use super::source::Sources;
use crate::builtins::group_members;
use crate::exception::Exception;
use crate::vm::Vm;
use object_model::{Runtime, Value, Word};
use std::collections::HashSet;

/// Members of a group, and groups within groups, that are shown.
const MOST_MEMBERS: usize = 15;
const DEEPEST_GROUP: usize = 10;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// A report being written.
pub(super) struct Report<'v, R: Runtime> {
    pub vm: &'v mut Vm<R>,
    pub sources: Sources,
    out: String,
    /// How many groups are around what is written.
    depth: usize,
    /// The line below the last member of a group is still to be drawn.
    open: bool,
    seen: HashSet<Word>,
}

impl<'v, R: Runtime> Report<'v, R> {
    /// All that is told about an uncaught exception.
    pub fn about(vm: &'v mut Vm<R>, exception: &Value<R>) -> String {
        let mut report = Report {
            vm,
            sources: Sources::default(),
            out: String::new(),
            depth: 0,
            open: false,
            seen: HashSet::new(),
        };
        report.chain(exception);
        report.out
    }

    /// Writes lines, behind the margin of the groups around them.
    fn write(&mut self, lines: &str, margin: char) {
        for line in lines.split_inclusive('\n') {
            if self.depth > 0 {
                self.indent();
                self.out.extend([margin, ' ']);
            }
            self.out.push_str(line);
        }
    }

    fn indent(&mut self) {
        self.out.push_str(&"  ".repeat(self.depth));
    }

    /// The exception, after those it came from.
    fn chain(&mut self, exception: &Value<R>) {
        let mut links = vec![(exception.clone(), "")];
        self.seen.insert(exception.word());
        while let Some((cause, why)) = links.last().and_then(|(last, _)| self.origin(&last.clone())) {
            self.seen.insert(cause.word());
            if let Some((_, told)) = links.last_mut() {
                *told = why;
            }
            links.push((cause, ""));
        }
        while let Some((exception, why)) = links.pop() {
            self.write(why, '|');
            self.one(&exception);
        }
    }

    /// What an exception came from, if that was not told already, and how.
    fn origin(&mut self, exception: &Value<R>) -> Option<(Value<R>, &'static str)> {
        let exception = exception.as_ref::<Exception<R>>()?;
        let state = self.vm.lock(exception);
        let (cause, context, suppressed) =
            (state.cause.clone(), state.context.clone(), state.suppress_context);
        drop(state);
        let is_new = |link: &Value<R>| !link.is_unbound() && !self.seen.contains(&link.word());
        if is_new(&cause) {
            Some((cause, CAUSE))
        } else {
            (!suppressed && is_new(&context)).then_some((context, CONTEXT))
        }
    }

    /// One exception without those it came from.
    fn one(&mut self, exception: &Value<R>) {
        let Some(members) = group_members(self.vm, exception) else {
            let lines = self.trace_of(exception);
            if !lines.is_empty() {
                self.write(&format!("Traceback (most recent call last):\n{lines}"), '|');
            }
            let lines = self.final_lines(exception);
            self.write(&lines, '|');
            return;
        };
        if self.depth > DEEPEST_GROUP {
            self.write(&format!("... (max_group_depth is {DEEPEST_GROUP})\n"), '|');
            return;
        }
        let outermost = self.depth == 0;
        self.depth += usize::from(outermost);
        let lines = self.trace_of(exception);
        if !lines.is_empty() {
            let margin = if outermost { '+' } else { '|' };
            self.write("Exception Group Traceback (most recent call last):\n", margin);
            self.write(&lines, '|');
        }
        let lines = self.final_lines(exception);
        self.write(&lines, '|');
        self.members(&members);
        self.depth -= usize::from(outermost);
    }

    fn members(&mut self, members: &[Value<R>]) {
        self.open = false;
        let shown = members.len().min(MOST_MEMBERS + 1);
        for (at, member) in members[..shown].iter().enumerate() {
            let is_last = at + 1 == shown;
            // The line below the last one may be drawn by a group within it.
            self.open |= is_last;
            let title = if at < MOST_MEMBERS { (at + 1).to_string() } else { "...".to_owned() };
            self.indent();
            self.out.push_str(if at == 0 { "+-" } else { "  " });
            self.out.push_str(&format!("+---------------- {title} ----------------\n"));
            self.depth += 1;
            if at < MOST_MEMBERS {
                self.chain(member);
            } else {
                let more = members.len() - MOST_MEMBERS;
                let plural = if more > 1 { "s" } else { "" };
                self.write(&format!("and {more} more exception{plural}\n"), '|');
            }
            if is_last && std::mem::take(&mut self.open) {
                self.indent();
                self.out.push_str("+------------------------------------\n");
            }
            self.depth -= 1;
        }
    }
}
