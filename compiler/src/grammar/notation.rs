//! How the grammar is written.
//!
//! A rule is its name, `(memo)` if what it comes to is kept, and alternatives, each begun with `|`. In these `'x'` is a token and
//! `"x"` a name of that text, `[x]` and `x?` may be missing, `x*` and `x+` repeat, `','.x+` repeats with commas between, `&x` and
//! `!x` look ahead, `&&'x'` must follow, `~` allows no other alternative, and `a=x` is a label. After it stands what it comes to:
//!
//! - `=> a` is the labelled part, `-> "tuple"` an expression that messages call so, `check x` something to be looked at;
//! - `! "message" place` is a mistake, `!!` one of indentation, and `! targets a` one if `a` cannot be assigned to.
//!
//! In a message `{a}` is what the expression is called, `{text a}` its text and `{line a}` its line. Places are explained at [`Place`].

use super::*;

/// Reads a grammar.
pub(super) fn read(text: &'static str) -> Grammar {
    let mut grammar = Grammar::default();
    for line in text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase())) {
        let name = line.split([':', ' ']).next().unwrap_or(line);
        let next = RuleId(grammar.names.len() as u16);
        grammar.names.insert(name, next);
    }
    let mut notation = Notation { text, grammar };
    while !notation.skip().is_empty() {
        let rule = notation.rule();
        notation.grammar.rules.push(rule);
    }
    notation.grammar
}

/// Rules that begin with themselves.
const GROWING: [&str; 10] = [
    "dotted_name",
    "attr",
    "bitwise_or",
    "bitwise_xor",
    "bitwise_and",
    "shift_expr",
    "sum",
    "term",
    "primary",
    "t_primary",
];

struct Notation {
    /// What is still to be read.
    text: &'static str,
    grammar: Grammar,
}

impl Notation {
    /// What follows blanks and comments.
    fn skip(&mut self) -> &'static str {
        loop {
            self.text = self.text.trim_start();
            match self.text.strip_prefix('#') {
                Some(comment) => self.text = comment.split_once('\n').map_or("", |(_, rest)| rest),
                None => return self.text,
            }
        }
    }

    /// Whether this is next, which is then read.
    fn take(&mut self, prefix: &str) -> bool {
        let here = self.text;
        let rest = self.skip().strip_prefix(prefix);
        self.text = rest.unwrap_or(here);
        rest.is_some()
    }

    fn expect(&mut self, prefix: &str) {
        assert!(self.take(prefix), "the grammar has no {prefix} at {:.40}", self.text);
    }

    fn name(&mut self) -> &'static str {
        let text = self.skip();
        let end = text.find(|next: char| next != '_' && !next.is_ascii_alphanumeric()).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        self.text = rest;
        name
    }

    /// What stands between two of a mark.
    fn quoted(&mut self, mark: char) -> &'static str {
        let text = self.skip().get(1..).unwrap_or_default();
        let (quoted, rest) = text.split_once(mark).unwrap_or((text, ""));
        self.text = rest;
        quoted
    }

    /// Whether the name of a rule is next that begins on this line.
    fn at_rule(&mut self) -> bool {
        let whole = self.text;
        let rest = self.skip();
        self.text = whole;
        rest.is_empty() || whole[..whole.len() - rest.len()].ends_with('\n')
    }

    fn rule(&mut self) -> Rule {
        let name = self.name();
        let kept = self.take("(memo)");
        self.expect(":");
        self.take("|");
        let grows = GROWING.contains(&name);
        let tolerant = name.ends_with("_without_invalid");
        let alternatives = self.alternatives();
        Rule { alternatives, kept: kept || grows, grows, tolerant }
    }

    fn alternatives(&mut self) -> Vec<Alternative> {
        let mut alternatives = vec![self.alternative()];
        while !self.at_rule() && self.take("|") {
            alternatives.push(self.alternative());
        }
        alternatives
    }

    fn alternative(&mut self) -> Alternative {
        let (mut items, mut labels) = (Vec::new(), Vec::new());
        let mut first_is_mistakes = false;
        let outcome = loop {
            let at_rule = self.at_rule();
            let text = self.skip();
            if at_rule || text.starts_with(['|', ')', ']']) {
                break Outcome::Parts;
            }
            let word = text.split(' ').next().unwrap_or_default();
            if matches!(word, "=>" | "->" | "!" | "!!" | "check") {
                break self.outcome(&labels);
            }
            if text.starts_with(|first: char| first.is_ascii_lowercase()) {
                let here = self.text;
                let label = self.name();
                match self.text.starts_with('=') {
                    true => {
                        self.expect("=");
                        labels.push((label, items.len()));
                    }
                    false => self.text = here,
                }
            }
            first_is_mistakes |= items.is_empty() && self.skip().starts_with("invalid_");
            items.push(self.item());
        };
        // In CPython too an alternative of more than a rule of mistakes is tried when none are looked for.
        let of_mistakes = first_is_mistakes && items.len() == 1;
        Alternative { items, labels, outcome, of_mistakes }
    }

    fn item(&mut self) -> Item {
        if self.take("~") {
            return Item::Cut;
        }
        if self.take("&&") {
            let text = self.quoted('\'');
            return Item::Forced(self.word(text), text);
        }
        for (mark, wanted) in [("&", true), ("!", false)] {
            if self.take(mark) {
                return Item::Ahead { item: Box::new(self.atom()), wanted };
            }
        }
        let item = self.atom();
        if self.text.starts_with('.') {
            self.expect(".");
            let separator = Box::new(item);
            let item = Box::new(self.atom());
            self.expect("+");
            return Item::Separated { item, separator };
        }
        match self.text.as_bytes().first() {
            Some(b'?') => self.suffix(Item::Optional(Box::new(item))),
            Some(b'*') => self.suffix(Item::Repeated { item: Box::new(item), at_least_one: false }),
            Some(b'+') => self.suffix(Item::Repeated { item: Box::new(item), at_least_one: true }),
            _ => item,
        }
    }

    fn suffix(&mut self, item: Item) -> Item {
        self.text = &self.text[1..];
        item
    }

    fn atom(&mut self) -> Item {
        let text = self.skip();
        if self.take("(") {
            let alternatives = self.alternatives();
            self.expect(")");
            return Item::Group(alternatives);
        }
        if self.take("[") {
            let alternatives = self.alternatives();
            self.expect("]");
            return Item::Optional(Box::new(Item::Group(alternatives)));
        }
        if text.starts_with('\'') {
            let text = self.quoted('\'');
            return Item::Word(self.word(text));
        }
        if text.starts_with('"') {
            let text = self.quoted('"');
            let is_name = text.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic());
            let word = self.word(text);
            self.grammar.keywords.remove(text);
            return if is_name { Item::Soft(word) } else { Item::Word(word) };
        }
        let name = self.name();
        match class(name) {
            Some(class) => Item::Class(class),
            None if name == "SOFT_KEYWORD" => Item::SoftKeyword,
            None => {
                let rule = self.grammar.names.get(name);
                Item::Rule(*rule.unwrap_or_else(|| panic!("the grammar has no rule {name}")))
            }
        }
    }

    fn word(&mut self, text: &'static str) -> WordId {
        if text.starts_with(|first: char| first.is_ascii_alphabetic()) {
            self.grammar.keywords.insert(text);
        }
        let next = WordId(self.grammar.words.len() as u16);
        *self.grammar.words.entry(text).or_insert(next)
    }

    fn outcome(&mut self, labels: &[(&'static str, usize)]) -> Outcome {
        if self.take("=>") {
            let label = self.name();
            return Outcome::Part(part(labels, label));
        }
        if self.take("->") {
            return Outcome::Named(self.quoted('"'));
        }
        if self.take("check") {
            let word = self.name();
            return Outcome::Checked(match word {
                "real" => Check::Real,
                "imaginary" => Check::Imaginary,
                "conversion" => Check::Conversion,
                "strings" => Check::Strings,
                "text" => Check::Text,
                "part" => Check::Part,
                "template" => Check::Template,
                _ => panic!("the grammar has no check {word}"),
            });
        }
        self.expect("!");
        let of_indentation = self.take("!");
        if !self.skip().starts_with('"') {
            let target = match self.name() {
                "deleted" => Target::Deleted,
                "looped" => Target::Looped,
                _ => Target::Assigned,
            };
            let label = self.name();
            return Outcome::Target(target, part(labels, label));
        }
        let message = self.message();
        let place = self.place(labels);
        let condition = self.take("when").then(|| {
            let condition = match self.name() {
                "legacy" => Condition::Legacy,
                "bracketed" => Condition::Bracketed,
                "adjacent" => Condition::Adjacent,
                _ => Condition::Several,
            };
            let label = self.name();
            (condition, part(labels, label))
        });
        Outcome::Mistake(Mistake { of_indentation, message, place, condition })
    }

    /// A message, which may have quotation marks after backslashes.
    fn message(&mut self) -> &'static str {
        let text = &self.skip()[1..];
        let is_end = |(at, _): &(usize, &str)| !text[..*at].ends_with('\\');
        let end = text.match_indices('"').find(is_end).map_or(text.len(), |(at, _)| at);
        self.text = text.get(end + 1..).unwrap_or_default();
        &text[..end]
    }

    fn place(&mut self, labels: &[(&'static str, usize)]) -> Place {
        let first = self.name();
        match first {
            "last" => return Place::Last,
            "next" => return Place::Next,
            "behind" => {
                let label = self.name();
                return Place::Behind(part(labels, label));
            }
            _ => {}
        }
        let first = part(labels, first);
        if self.take("..") {
            return Place::From(first);
        }
        let word = if self.take("/") { self.name() } else { "" };
        let here = self.text;
        let second = if here.starts_with(' ') { self.name() } else { "" };
        let second = labels.iter().rfind(|(label, _)| *label == second).map(|(_, part)| *part);
        match (second, word) {
            (None, _) => {
                self.text = here;
                Place::At(first)
            }
            (Some(second), "last") => Place::FromLastArgument(first, second),
            (Some(second), "final") => Place::FromLastString(first, second),
            (Some(second), _) => Place::Between(first, second),
        }
    }
}

fn class(name: &str) -> Option<Class> {
    Some(match name {
        "NAME" => Class::Name,
        "NUMBER" => Class::Number,
        "STRING" => Class::String,
        "FSTRING_START" => Class::FStringStart,
        "FSTRING_MIDDLE" => Class::FStringMiddle,
        "FSTRING_END" => Class::FStringEnd,
        "TSTRING_START" => Class::TStringStart,
        "TSTRING_MIDDLE" => Class::TStringMiddle,
        "TSTRING_END" => Class::TStringEnd,
        "NEWLINE" => Class::Newline,
        "INDENT" => Class::Indent,
        "DEDENT" => Class::Dedent,
        "ENDMARKER" => Class::End,
        _ => return None,
    })
}

/// The part that has a label; of several the last.
fn part(labels: &[(&'static str, usize)], wanted: &str) -> usize {
    let found = labels.iter().rfind(|(label, _)| *label == wanted);
    found.unwrap_or_else(|| panic!("the grammar has no label {wanted}")).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_read() {
        let grammar = read(include_str!("python.gram"));
        assert_eq!(grammar.rules.len(), grammar.names.len());
        assert!(grammar.rules.iter().all(|rule| !rule.alternatives.is_empty()));
        assert!(grammar.keywords.contains("lambda") && !grammar.keywords.contains("match"));
        let read_last = grammar.names["invalid_type_params"];
        let mistakes = &grammar.rules[read_last.0 as usize].alternatives;
        assert!(matches!(&mistakes[0].outcome, Outcome::Mistake(mistake) if mistake.place == Place::From(1)));
    }
}
