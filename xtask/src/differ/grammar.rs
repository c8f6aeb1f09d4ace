//! What programs are made of, as texts: `grammar/*.txt`, one file for each noun.
//!
//! A file has productions. `lines of NAME` is followed by alternatives of one line each, with what is indented under it and the
//! clauses that go on with it; `blocks of NAME` by alternatives of several statements, between empty lines. In an alternative
//!
//! - `{i}` stands for an expression of that kind, `{{` and `}}` for braces:
//!
//!   | | | | | | |
//!   |---|---|---|---|---|---|
//!   | `i` | int | `l` | list | `q` | sequence |
//!   | `n` | small integer, written | `t` | tuple | `I` | iterable |
//!   | `w` | as `n`, not negative | `d` | dict | `R` | real number |
//!   | `f` | float | `S` | set | `N` | number |
//!   | `z` | complex | `b` | bool | `k` | function of one |
//!   | `s` | str | `y` | bytes | `c` | function of two |
//!   | `a` | anything | `F` | format specification | `P` | text with `%` |
//!   | `T` | class | `G` | text with fields | `E` | class of exceptions |
//!   | `o` | object of the library | | | | |
//!
//! - `{NAME}` stands for an alternative of that production, in the line;
//! - `<NAME>` on a line stands for the statements of one, `<NAME>*` for those of one to four, and with `?` at the end the
//!   exception of each is printed;
//! - `<body>`, `<body of function>` and `<body of loop>` stand for statements of any kind;
//! - `$x` is a name of its own, the same in all of the statement that is being made.
//!
//! What is called a leaf and a pattern stands there as it is.
//!
//! Nothing in them shows an address, the hash of a text or the order of a set, which are not the program's.

use std::{collections::HashMap, sync::LazyLock};

const FILES: &[&str] = &[
    include_str!("grammar/bool.txt"),
    include_str!("grammar/bytes.txt"),
    include_str!("grammar/change.txt"),
    include_str!("grammar/class.txt"),
    include_str!("grammar/container.txt"),
    include_str!("grammar/coroutine.txt"),
    include_str!("grammar/descriptor.txt"),
    include_str!("grammar/dict.txt"),
    include_str!("grammar/finalizer.txt"),
    include_str!("grammar/float.txt"),
    include_str!("grammar/flow.txt"),
    include_str!("grammar/format.txt"),
    include_str!("grammar/function.txt"),
    include_str!("grammar/generator.txt"),
    include_str!("grammar/int.txt"),
    include_str!("grammar/library.txt"),
    include_str!("grammar/list.txt"),
    include_str!("grammar/matched.txt"),
    include_str!("grammar/module.txt"),
    include_str!("grammar/parameters.txt"),
    include_str!("grammar/pattern.txt"),
    include_str!("grammar/record.txt"),
    include_str!("grammar/scene.txt"),
    include_str!("grammar/scope.txt"),
    include_str!("grammar/special.txt"),
    include_str!("grammar/statement.txt"),
    include_str!("grammar/str.txt"),
    include_str!("grammar/template.txt"),
    include_str!("grammar/traceback.txt"),
    include_str!("grammar/wrong.txt"),
];

static PRODUCTIONS: LazyLock<HashMap<&str, Vec<String>>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    FILES.iter().for_each(|file| read(file, &mut all));
    all
});

/// The alternatives of a production.
pub fn alternatives(production: &str) -> &'static [String] {
    match PRODUCTIONS.get(production) {
        Some(alternatives) => alternatives,
        None => panic!("the grammar has no {production}"),
    }
}

/// Words that go on with the statement before them, and productions of such.
const CLAUSES: [&str; 6] = ["elif ", "else:", "except", "finally:", "{handler}", "{flow handler}"];

pub fn is_clause(line: &str) -> bool {
    CLAUSES.iter().any(|word| line.starts_with(word))
}

fn read(file: &'static str, into: &mut HashMap<&'static str, Vec<String>>) {
    let mut production: Option<(&str, bool)> = None;
    // Whether the next line begins an alternative.
    let mut begins = true;
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let Some(line) = line.strip_prefix("    ") else {
            let header = line.strip_prefix("lines of ").map(|name| (name, true));
            let header = header.or_else(|| line.strip_prefix("blocks of ").map(|name| (name, false)));
            match header {
                Some((name, _)) => {
                    assert!(into.insert(name, Vec::new()).is_none(), "the grammar has {name} twice");
                    production = header;
                }
                None => assert!(line.is_empty(), "the grammar has a line {line:?}"),
            }
            begins = true;
            continue;
        };
        let (name, lines) = production.expect("a file of the grammar begins with a production");
        // A clause goes on with a statement, but there are productions of clauses.
        let goes_on = |last: &str, line: &str| match lines {
            true => line.starts_with(' ') || is_clause(line) && !is_clause(last),
            false => !begins,
        };
        let alternatives = into.get_mut(name).expect("it has been inserted");
        match alternatives.last_mut() {
            Some(last) if goes_on(last, line) => {
                last.push('\n');
                last.push_str(line);
            }
            _ => alternatives.push(line.into()),
        }
        begins = false;
    }
}

#[cfg(test)]
mod tests {
    use super::{super::program, *};

    #[test]
    fn alternatives_are_lines_or_blocks() {
        let mut all = HashMap::new();
        read(
            "# text\n\nlines of a\n    x\n    if y:\n        z\n    else:\n        z\n    w\n\nblocks of b\n    x\n    y\n\n    z\n",
            &mut all,
        );
        assert_eq!(all["a"], ["x", "if y:\n    z\nelse:\n    z", "w"]);
        assert_eq!(all["b"], ["x\ny", "z"]);
    }

    /// Whoever names a production that there is not, panics.
    #[test]
    fn programs_need_no_production_that_there_is_not() {
        for seed in 0..40 {
            let blocks = program::blocks(seed, 250);
            assert!(blocks.iter().all(|block| !program::source(block).is_empty()));
        }
    }
}
