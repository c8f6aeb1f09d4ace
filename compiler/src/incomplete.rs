//! Whether what was typed so far is the beginning of a statement: what an interactive session asks after each line.

use crate::nesting;
use ruff_python_ast::{PythonVersion, Stmt};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::TextSize;

/// Whether more lines could make a statement of the source, or must come before it is known to be one.
///
/// A compound statement ends with an empty line: it is incomplete until the source ends in a line break.
pub fn is_incomplete(source: &str) -> bool {
    let ask = || Ok(ask(source));
    let answer: crate::error::Result<bool> = nesting::depth(source)
        .and_then(|depth| if depth > nesting::DEEP { nesting::with_big_stack(ask) } else { ask() });
    // Nothing that comes after makes a source less deep.
    answer.unwrap_or(false)
}

/// Whether the source ends where a block is to begin, in however many line breaks.
pub fn wants_block(source: &str) -> bool {
    let whole = source.trim_end();
    whole.ends_with(':') && is_incomplete(whole)
}

fn ask(source: &str) -> bool {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(source, options);
    let ended = source.ends_with('\n');
    let Some(first) = parsed.errors().iter().map(|error| error.location.start()).min() else {
        let Some(module) = parsed.try_into_module() else { return false };
        return !ended && module.syntax().body.last().is_some_and(is_compound);
    };
    let at_end = first >= TextSize::of(source.trim_end());
    match Open::after(source) {
        Open::String => true,
        Open::Bracket => at_end,
        Open::Wrong => false,
        Open::Nothing if ended => false,
        Open::Nothing => {
            let last = source.rsplit('\n').next().unwrap_or(source);
            let goes_on = last.trim_end().ends_with(':')
                || last.trim_start().starts_with('@')
                || last.starts_with([' ', '\t']);
            last.ends_with('\\') || (at_end && goes_on)
        }
    }
}

/// Whether a statement has a body.
pub(crate) fn is_compound(statement: &Stmt) -> bool {
    matches!(
        statement,
        Stmt::FunctionDef(_)
            | Stmt::ClassDef(_)
            | Stmt::If(_)
            | Stmt::For(_)
            | Stmt::While(_)
            | Stmt::With(_)
            | Stmt::Try(_)
            | Stmt::Match(_)
    )
}

/// What a source leaves open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Open {
    /// Nothing.
    Nothing,
    /// A bracket.
    Bracket,
    /// A string that may have line breaks.
    String,
    /// A bracket was closed that was not open, or a line ends within a string.
    Wrong,
}

impl Open {
    fn after(source: &str) -> Open {
        let bytes = source.as_bytes();
        let (mut at, mut brackets) = (0, Vec::new());
        while at < bytes.len() {
            match bytes[at] {
                b'#' => at += bytes[at..].iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len() - at),
                b'\\' => at += 1,
                quote @ (b'"' | b'\'') => {
                    let triple = bytes[at..].starts_with(&[quote; 3]);
                    match end_of_string(bytes, at, quote, triple) {
                        Some(end) => at = end,
                        None if triple => return Open::String,
                        None => return Open::Wrong,
                    }
                }
                open @ (b'(' | b'[' | b'{') => brackets.push(open),
                close @ (b')' | b']' | b'}') => {
                    let opens = match close {
                        b')' => b'(',
                        b']' => b'[',
                        _ => b'{',
                    };
                    if brackets.pop() != Some(opens) {
                        return Open::Wrong;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        if brackets.is_empty() { Open::Nothing } else { Open::Bracket }
    }
}

/// Where the last quote of the string is that begins at `at`.
fn end_of_string(bytes: &[u8], at: usize, quote: u8, triple: bool) -> Option<usize> {
    let width = if triple { 3 } else { 1 };
    let mut at = at + width;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if !triple => return None,
            _ if bytes[at..].starts_with(&[quote; 3][..width]) => return Some(at + width - 1),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_asks_for_more() {
        for source in [
            "f(",
            "x = [1,",
            "x = '''a",
            "x = f\"\"\"{a}",
            "x = 1 + \\",
            "if x:",
            "def f():",
            "def f():\n    return 1",
            "if x: pass",
            "@d",
            "@d\ndef f():",
            "try:",
            "try:\n    x",
            "class C:\n    def f(self):",
            "while x:\n    (1,\n",
        ] {
            assert!(is_incomplete(source), "{source:?}");
        }
    }

    #[test]
    fn what_is_whole_or_wrong_asks_for_nothing() {
        for source in [
            "",
            "\n",
            "# nothing",
            "x = 1",
            "f(]",
            "def f(: pass",
            "x =",
            "1 +",
            "x = 'a",
            "def f():\n    return 1\n",
            "def f():\n",
            "if x: pass\n",
            "else:",
            "f('(')",
            "x = '''a\nb'''",
            "import",
        ] {
            assert!(!is_incomplete(source), "{source:?}");
        }
    }
}
