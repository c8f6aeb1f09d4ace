//! What is said of the mistakes that were found, and where.

use super::reader::{Halt, NodeId, PARTS, Reader, Reading, TOKEN};
use super::word::Word;
use super::{Alternative, Check, Class, Condition, Mistake, Place, Target};
use crate::complaint::at;
use crate::error::{Ending, ErrorKind, Fault};
use crate::escape;
use ruff_text_size::{TextRange, TextSize};

impl Reader<'_> {
    /// The fault, unless what is no token goes before it.
    pub fn or_stop(&self, fault: Fault) -> Fault {
        let line =
            |offset: TextSize| self.source[..offset.to_usize()].bytes().filter(|byte| *byte == b'\n').count();
        let Some(stop) = self.stop.filter(|stop| stop.is_said && !stop.inside) else { return fault };
        let never_closed = stop.fault.ending == Ending::Open;
        let last = self.last().map_or(TextSize::new(0), |last| last.range.start());
        if never_closed && line(last) <= line(stop.fault.range.start()) {
            return fault;
        }
        stop.fault.clone()
    }

    /// That it is wrong, at the last token that was read without the rules of mistakes.
    pub fn generic(&self, last: Word) -> Fault {
        let word = match last.class {
            Class::Indent => "indent",
            Class::Dedent => "unindent",
            _ if last.is_end_of_source() => {
                let end = last.range.start().checked_sub(TextSize::new(1)).unwrap_or_default();
                let fault = self.fault("invalid syntax".to_owned(), at(end));
                return self.or_stop(Fault { ending: Ending::Lost, ..fault });
            }
            _ => return self.or_stop(self.fault("invalid syntax".to_owned(), last.range)),
        };
        self.at_last(ErrorKind::Indentation, format!("unexpected {word}"))
    }

    /// How far the source was read.
    fn end(&self) -> TextSize {
        self.last().map_or(TextSize::new(0), |last| last.range.end()).min(TextSize::of(self.source))
    }

    fn fault(&self, message: String, range: TextRange) -> Fault {
        let end = self.end();
        let is_begun = self.last().is_some_and(|last| last.begins_line(self.source));
        let read = if is_begun { end } else { end.checked_sub(TextSize::new(1)).unwrap_or_default() };
        Fault::syntax(message, range).read(read)
    }

    fn at_last(&self, kind: ErrorKind, message: String) -> Fault {
        let last = self.last();
        let here = self.end();
        let before = at(here.checked_sub(TextSize::new(1)).unwrap_or_default());
        let is_begun = last.is_some_and(|last| last.begins_line(self.source))
            && (here == TextSize::new(0) || self.source[..here.to_usize()].ends_with('\n'));
        let (range, ending) = match last {
            Some(last) if !last.is_unseen() => (last.range, Ending::Here),
            _ if is_begun => (at(here), Ending::Begun),
            _ => (before, Ending::Unknown),
        };
        Fault { kind, ending, ..self.fault(message, range) }
    }

    /// A word that is missing.
    pub fn missing(&self, next: Word, text: &str) -> Halt {
        Halt::Said(self.fault(format!("expected '{text}'"), next.range))
    }

    fn range(&self, id: NodeId) -> TextRange {
        let node = self.get(id);
        let start = self.words.get(node.start).map_or(self.end(), |word| word.range.start());
        // What is iterated over, or the last condition, may stand in brackets of its own.
        if let Some(last) = node.children.last()
            && self.get(*last).name == "comprehension"
            && let Some(last) = self.members(*last).last()
        {
            return TextRange::new(start, self.range(*last).end().max(start));
        }
        let end = self.words.get(node.end.saturating_sub(1)).map_or(start, |word| word.range.end());
        TextRange::new(start, end.max(start))
    }

    /// The same, of expressions in a row from the first to the last, without brackets around them.
    fn range_of_items(&self, id: NodeId) -> TextRange {
        let node = self.get(id);
        let is_item = |id: &NodeId| !matches!(self.get(*id).name, PARTS | TOKEN);
        match (node.children.first(), node.children.last()) {
            (Some(first), Some(last)) if node.name == PARTS && node.children.iter().all(is_item) => {
                TextRange::new(self.range(*first).start(), self.range(*last).end())
            }
            _ => self.range(id),
        }
    }

    fn text(&self, id: NodeId) -> &str {
        &self.source[self.range(id)]
    }

    /// The expressions in a row.
    fn members(&self, id: NodeId) -> Vec<NodeId> {
        let mut members = Vec::new();
        let mut left: Vec<NodeId> = self.get(id).children.iter().rev().copied().collect();
        while let Some(id) = left.pop() {
            let node = self.get(id);
            match node.name {
                TOKEN => {}
                PARTS => left.extend(node.children.iter().rev()),
                _ => members.push(id),
            }
        }
        members
    }

    /// The arguments without a name.
    fn positional(&self, arguments: NodeId) -> Vec<NodeId> {
        let mut members = self.arguments(arguments);
        members.retain(|id| !matches!(self.get(*id).name, "keyword" | "keywords"));
        members
    }

    fn arguments(&self, arguments: NodeId) -> Vec<NodeId> {
        if self.get(arguments).name == PARTS { self.members(arguments) } else { vec![arguments] }
    }

    // ---- mistakes ----------------------------------------------------------------------------------------------

    /// The mistake that an alternative is, or nothing if it is none.
    pub fn mistake(
        &mut self,
        mistake: &Mistake,
        alternative: &Alternative,
        parts: &[Option<NodeId>],
    ) -> Reading<Option<NodeId>> {
        let part = |part: usize| parts.get(part).copied().flatten();
        if let Some((condition, subject)) = mistake.condition
            && !part(subject).is_some_and(|subject| self.is_met(condition, subject))
        {
            return Ok(None);
        }
        let kind = if mistake.of_indentation { ErrorKind::Indentation } else { ErrorKind::Syntax };
        let message = self.message(mistake.message, alternative, parts);
        let range = |of: usize| part(of).map_or(at(self.end()), |id| self.range(id));
        let last_of = |ids: Vec<NodeId>| ids.last().map(|id| self.range(*id).start());
        let place = match mistake.place {
            Place::Last => return Err(Halt::Said(self.at_last(kind, message))),
            Place::Next => match self.next()? {
                next if next.is_unseen() => return Err(Halt::Said(self.at_last(kind, message))),
                next => next.range,
            },
            Place::At(of) => part(of).map_or(range(of), |id| self.range_of_items(id)),
            Place::Between(first, last) => TextRange::new(range(first).start(), range(last).end()),
            Place::FromLastArgument(first, last) => {
                let start = part(first).and_then(|id| last_of(self.positional(id)));
                TextRange::new(start.unwrap_or(range(first).start()), range(last).end())
            }
            Place::FromLastString(first, last) => {
                let start = part(first).and_then(|id| last_of(self.members(id)));
                TextRange::new(start.unwrap_or(range(first).start()), range(last).end())
            }
            Place::From(of) => {
                let start = range(of).start();
                let end = self.end().checked_sub(TextSize::new(1)).unwrap_or_default();
                TextRange::new(start, end.max(start))
            }
            Place::Behind(of) => {
                let range = range(of);
                let fault = self.fault(message, TextRange::new(self.last_column(range), range.end()));
                return Err(Halt::Said(Fault { ending: Ending::Open, ..fault }));
            }
        };
        Err(Halt::Said(Fault { kind, ..self.fault(message, place) }))
    }

    /// The place on the first line of a range that has the column of its last character.
    fn last_column(&self, range: TextRange) -> TextSize {
        let begins =
            |offset: TextSize| self.source[..offset.to_usize()].rfind('\n').map_or(0, |newline| newline + 1);
        let last = range.end().checked_sub(TextSize::new(1)).unwrap_or_default();
        let (line, last_line) = (begins(range.start()), begins(last));
        let rest = &self.source[line..];
        let length = rest.find('\n').unwrap_or(rest.len());
        TextSize::new((line + (last.to_usize() - last_line).min(length)) as u32)
    }

    fn is_met(&self, condition: Condition, subject: NodeId) -> bool {
        let legacy = self.get(subject).name == "name" && matches!(self.text(subject), "print" | "exec");
        match condition {
            Condition::Legacy => legacy,
            Condition::Bracketed => {
                let last = self.mark.checked_sub(1).and_then(|last| self.words.get(last));
                !legacy && last.is_some_and(|last| last.level > 0)
            }
            Condition::Adjacent => {
                let node = self.get(subject);
                let next = self.words.get(node.end).map(|next| next.range.start());
                next == Some(self.range(subject).end())
            }
            Condition::Several => self.positional(subject).len() > 1,
        }
    }

    fn message(&self, text: &str, alternative: &Alternative, parts: &[Option<NodeId>]) -> String {
        let mut message = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((hole, after)) = after.split_once('}').filter(|(hole, _)| !hole.is_empty()) else {
                break;
            };
            let (word, label) = hole.split_once(' ').unwrap_or(("", hole));
            let labelled = alternative.labels.iter().rfind(|(name, _)| *name == label);
            let Some(part) = labelled.and_then(|(_, part)| parts.get(*part).copied().flatten()) else {
                break;
            };
            message.push_str(before);
            rest = after;
            match word {
                "text" => message.push_str(self.text(part)),
                "line" => {
                    let before = &self.source[..self.range(part).start().to_usize()];
                    message.push_str(&(before.matches('\n').count() + 1).to_string());
                }
                "bound" => message.push_str(match self.get(part).name {
                    "tuple" => "constraints",
                    _ => "bound",
                }),
                "unpacking" => {
                    let is_unpacked = |id: &NodeId| self.get(*id).name == "keywords";
                    if self.arguments(part).iter().any(is_unpacked) {
                        message.push_str(" unpacking");
                    }
                }
                _ => message.push_str(self.get(part).name),
            }
        }
        message.push_str(rest);
        message.replace("\\\"", "\"")
    }

    /// That what an expression stands for cannot be assigned to or deleted, or nothing if it can.
    pub fn target(&mut self, target: Target, expression: Option<NodeId>) -> Reading<Option<NodeId>> {
        let Some(wrong) = expression.and_then(|expression| self.wrong_target(target, expression)) else {
            return Ok(None);
        };
        let verb = if target == Target::Deleted { "delete" } else { "assign to" };
        let message = format!("cannot {verb} {}", self.get(wrong).name);
        Err(Halt::Said(self.fault(message, self.range(wrong))))
    }

    fn wrong_target(&self, target: Target, expression: NodeId) -> Option<NodeId> {
        let node = self.get(expression);
        match node.name {
            "name" | "subscript" | "attribute" => None,
            "list" | "tuple" => {
                self.members(expression).into_iter().find_map(|member| self.wrong_target(target, member))
            }
            "starred" if target != Target::Deleted => {
                self.members(expression).into_iter().find_map(|member| self.wrong_target(target, member))
            }
            "comparison" if target == Target::Looped => {
                let left = self.members(expression).first().copied()?;
                let operator = self.words.get(self.get(*node.children.get(1)?).start)?;
                match &self.source[operator.range] {
                    "in" => self.wrong_target(target, left),
                    _ => None,
                }
            }
            _ => Some(expression),
        }
    }

    // ---- checks ------------------------------------------------------------------------------------------------

    pub fn checked(&mut self, check: Check, start: usize, parts: Vec<NodeId>) -> Reading<NodeId> {
        let node = self.node(PARTS, start, parts);
        let fault = match check {
            Check::Real if self.text(node).ends_with(['j', 'J']) => {
                self.fault("real number required in complex literal".to_owned(), self.range(node))
            }
            Check::Imaginary if !self.text(node).ends_with(['j', 'J']) => {
                self.fault("imaginary number required in complex literal".to_owned(), self.range(node))
            }
            Check::Real | Check::Imaginary => return Ok(self.node("literal", start, Vec::new())),
            Check::Conversion => match self.wrong_conversion(node) {
                Some(fault) => fault,
                None => return Ok(node),
            },
            Check::Strings => {
                let strings = self.members(node);
                let of_bytes = |id: &&NodeId| {
                    let prefix = self.text(**id).split(['\'', '"']).next().unwrap_or_default();
                    prefix.contains(['b', 'B'])
                };
                let bytes = strings.iter().filter(of_bytes).count();
                if bytes == 0 || bytes == strings.len() {
                    let is_literal = strings.iter().all(|id| self.get(*id).name == "literal");
                    let name = if is_literal { "literal" } else { "f-string expression" };
                    return Ok(self.node(name, start, Vec::new()));
                }
                self.at_last(ErrorKind::Syntax, "cannot mix bytes and nonbytes literals".to_owned())
            }
            Check::Text => match self.wrong_literal(node) {
                Some(fault) => fault,
                None => return Ok(self.node("literal", start, Vec::new())),
            },
            Check::Part => {
                let place = self.range(node);
                match self.wrong_text(place) {
                    Some(fault) => fault,
                    None => return Ok(node),
                }
            }
            Check::Template => match self.wrong_template(node) {
                Some(fault) => fault,
                None => {
                    let name = match self.words.get(start).map(|word| word.class) {
                        Some(Class::TStringStart) => "t-string expression",
                        _ => "f-string expression",
                    };
                    return Ok(self.node(name, start, Vec::new()));
                }
            },
        };
        Err(Halt::Said(fault))
    }

    /// What is said of what a string literal stands for, at the last token that was read.
    fn wrong_literal(&self, node: NodeId) -> Option<Fault> {
        let text = self.text(node);
        let (prefix, content) = text.split_at(text.find(['\'', '"'])?);
        let quotes = if content.starts_with("\"\"\"") || content.starts_with("'''") { 3 } else { 1 };
        let content = content.get(quotes..content.len().checked_sub(quotes)?)?;
        let of_bytes = prefix.contains(['b', 'B']);
        if of_bytes && !content.is_ascii() {
            let message = "bytes can only contain ASCII literal characters".to_owned();
            return Some(self.fault(message, self.range(node)));
        }
        if prefix.contains(['r', 'R']) {
            return None;
        }
        escape::wrong(content, of_bytes).map(|message| self.at_last(ErrorKind::Syntax, message))
    }

    /// What is said of what a text of an f-string or t-string stands for, which is shown.
    fn wrong_text(&self, place: TextRange) -> Option<Fault> {
        escape::wrong(&self.source[place], false).map(|message| self.fault(message, place))
    }

    fn wrong_template(&self, node: NodeId) -> Option<Fault> {
        let [beginning, parts, _] = self.get(node).children[..] else { return None };
        if self.text(beginning).contains(['r', 'R']) {
            return None;
        }
        let parts = self.get(parts).children.iter().map(|part| self.get(*part));
        let words = parts.filter(|part| part.name == TOKEN).filter_map(|part| self.words.get(part.start));
        words.into_iter().find_map(|word| self.wrong_text(word.range))
    }

    /// That there is more than one statement, if something is left to be read.
    pub fn left_over(&self) -> Option<Fault> {
        let rest = self.words.get(self.read..).unwrap_or_default();
        let is_more = |word: &Word| !word.is_unseen() && word.class != Class::Newline;
        let more = self.stop.is_some() || rest.iter().any(is_more);
        more.then(|| {
            let message = "multiple statements found while compiling a single statement";
            self.at_last(ErrorKind::Syntax, message.to_owned())
        })
    }

    fn wrong_conversion(&self, node: NodeId) -> Option<Fault> {
        let [mark, name] = self.get(node).children[..] else { return None };
        let (mark, name) = (self.range(mark), self.range(name));
        let words = self.words.get(..self.get(node).start).unwrap_or_default();
        let kind = words.iter().rev().find_map(|word| match word.class {
            Class::FStringStart => Some('f'),
            Class::TStringStart => Some('t'),
            _ => None,
        });
        let kind = kind.unwrap_or('f');
        if mark.end() != name.start() {
            let message =
                format!("{kind}-string: conversion type must come right after the exclamation mark");
            return Some(self.fault(message, TextRange::new(mark.start(), name.end())));
        }
        let text = &self.source[name];
        if matches!(text, "s" | "r" | "a") {
            return None;
        }
        let message =
            format!("{kind}-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
        Some(self.fault(message, name))
    }
}
