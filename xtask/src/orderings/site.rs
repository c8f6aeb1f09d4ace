//! The atomic operations of the core, found in its source.

use std::fs;
use std::path::{Path, PathBuf};

/// An ordering stronger than `Relaxed`, and where it is written.
#[derive(Clone, Debug)]
pub struct Site {
    /// From the workspace's root.
    pub file: String,
    /// Of the operation's name, from 1.
    pub line: u32,
    pub column: u32,
    /// Which of the operation's orderings: `only`, `success` or `failure`.
    pub part: &'static str,
    pub ordering: String,
    /// The operation as it is written, without line breaks.
    pub text: String,
    /// What it could be weakened to, by one step; `none` removes a fence.
    pub weaker: Vec<&'static str>,
}

/// Where there are atomic operations that other threads' operations depend on.
const CORE: [&str; 6] = [
    "refcount/src",
    "gil-runtime/src",
    "freethreaded-runtime/src",
    "object-model/src",
    "profiler/src/trace/ring.rs",
    "stdlib/src/parking",
];

pub fn all(root: &Path) -> Result<Vec<Site>, String> {
    let mut files = Vec::new();
    for place in CORE {
        list(&root.join(place), &mut files)?;
    }
    // What only models are made of is not the core's.
    files.retain(|path| !path.ends_with("object-model/src/model_heap.rs"));
    files.sort();
    let mut sites = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let file = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        sites.extend(find(&file, &text));
    }
    Ok(sites)
}

fn list(place: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if place.is_file() {
        files.push(place.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(place).map_err(|error| format!("{}: {error}", place.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() || path.extension().is_some_and(|extension| extension == "rs") {
            list(&path, files)?;
        }
    }
    Ok(())
}

/// The sites of one file, its tests left out.
pub fn find(file: &str, text: &str) -> Vec<Site> {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let code = without_comments(text);
    let mut sites = Vec::new();
    for (at, _) in code.match_indices('(') {
        let name_at = code[..at].rfind(|c: char| !is_word(c)).map_or(0, |before| before + 1);
        let name = &code[name_at..at];
        let is_method = code[..name_at].ends_with('.');
        let Some(operation) = Operation::of(name, is_method) else { continue };
        let Some(length) = closing(&code[at..]) else { continue };
        let arguments = arguments(&code[at + 1..at + length]);
        let orderings: Vec<(&'static str, &str)> = match (operation, &arguments[..]) {
            (Operation::Exchange, [.., success, failure]) => vec![("success", success), ("failure", failure)],
            // A function of ours that passes its ordering on: to an exchange.
            (Operation::Update, [first, ..]) => vec![("success", first)],
            (Operation::Update, []) => vec![],
            (_, [.., last]) => vec![("only", last)],
            (_, []) => vec![],
        };
        let line_at = code[..name_at].rfind('\n').map_or(0, |before| before + 1);
        for (part, ordering) in orderings {
            let ordering = ordering.rsplit("::").next().unwrap_or_default().trim();
            let weaker = weaker(operation, part, ordering);
            if !weaker.is_empty() {
                sites.push(Site {
                    file: file.into(),
                    line: code[..name_at].matches('\n').count() as u32 + 1,
                    column: code[line_at..name_at].chars().count() as u32 + 1,
                    part,
                    ordering: ordering.into(),
                    text: operation_text(&code, name_at, at + length + 1),
                    weaker,
                });
            }
        }
    }
    sites
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operation {
    Load,
    Store,
    Change,
    Exchange,
    Update,
    Fence,
}

impl Operation {
    fn of(name: &str, is_method: bool) -> Option<Self> {
        Some(match (name, is_method) {
            ("load", true) => Self::Load,
            ("store", true) => Self::Store,
            ("compare_exchange" | "compare_exchange_weak", true) => Self::Exchange,
            ("update", true) => Self::Update,
            ("swap", true) => Self::Change,
            ("fence", false) => Self::Fence,
            (name, true) if name.starts_with("fetch_") => Self::Change,
            _ => return None,
        })
    }
}

fn weaker(operation: Operation, part: &str, ordering: &str) -> Vec<&'static str> {
    let loads = operation == Operation::Load || part == "failure";
    match ordering {
        "SeqCst" if operation == Operation::Fence => vec!["AcqRel", "none"],
        _ if operation == Operation::Fence => vec!["none"],
        "SeqCst" if loads => vec!["Acquire"],
        "SeqCst" if operation == Operation::Store => vec!["Release"],
        "SeqCst" => vec!["AcqRel"],
        "AcqRel" => vec!["Acquire", "Release"],
        "Acquire" | "Release" => vec!["Relaxed"],
        _ => vec![],
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The text with comments and strings blanked, so that every place stays where it is.
fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let blank = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if c == '"' {
            let end = rest[1..].find('"').map_or(rest.len(), |end| end + 2);
            code.push('"');
            rest = &rest[1..];
            end - 1
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.extend(rest[..blank].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[blank..];
    }
    code
}

/// Where the parenthesis that `code` begins with is closed.
fn closing(code: &str) -> Option<usize> {
    let mut depth = 0;
    code.char_indices().find_map(|(at, c)| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

/// The arguments of a call, from what is between its parentheses.
fn arguments(code: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut arguments) = (0, 0, Vec::new());
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(code[begin..at].trim());
                begin = at + 1;
            }
            _ => {}
        }
    }
    arguments.push(code[begin..].trim());
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

/// An operation with its receiver, on one line and not too long.
fn operation_text(code: &str, name_at: usize, end: usize) -> String {
    let mut begin = name_at;
    for (at, c) in code[..name_at].char_indices().rev() {
        // A receiver may be broken before its dots.
        let broken = c.is_whitespace() && code[at..].trim_start().starts_with('.');
        if !(is_word(c) || c == '.' || broken) {
            break;
        }
        begin = at;
    }
    let words = code[begin..end.min(code.len())].split_whitespace().collect::<Vec<_>>().join(" ");
    let text = words.replace(" .", ".").replace("( ", "(").replace(", )", ")");
    if text.chars().count() > 90 { text.chars().take(89).chain(['…']).collect() } else { text }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn found(text: &str) -> Vec<(u32, u32, &'static str, String, String)> {
        find("f.rs", text).into_iter().map(|s| (s.line, s.column, s.part, s.ordering, s.text)).collect()
    }

    #[test]
    fn an_operation_is_where_its_name_is() {
        let text = "fn f() {\n    self.0.load(Ordering::Acquire);\n}\n";
        assert_eq!(found(text), [(2, 12, "only", "Acquire".into(), "self.0.load(Ordering::Acquire)".into())]);
    }

    #[test]
    fn an_exchange_has_two_orderings() {
        let text = "a\n    .compare_exchange(\n        f(0, 1),\n        1,\n        AcqRel,\n        Acquire,\n    )";
        let parts: Vec<_> = found(text).into_iter().map(|site| (site.0, site.1, site.2, site.3)).collect();
        assert_eq!(parts, [(2, 6, "success", "AcqRel".into()), (2, 6, "failure", "Acquire".into())]);
    }

    #[test]
    fn comments_relaxed_operations_and_tests_are_left_out() {
        let text =
            "// x.load(Acquire)\nx.load(Relaxed);\n#[cfg(test)]\nmod tests { fn f() { x.load(SeqCst) } }";
        assert!(found(text).is_empty());
    }
}
