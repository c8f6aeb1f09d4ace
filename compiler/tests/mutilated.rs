//! Sources with words put in, taken out and exchanged: each compiles to code that verifies, or is refused; none panics.

use compiler::{Mode, compile, verify_all};
use std::path::Path;

const WORDS: [&str; 40] = [
    "def",
    "class",
    "async",
    "await",
    "yield",
    "from",
    "lambda",
    "for",
    "in",
    "if",
    "else",
    "while",
    "try",
    "except*",
    "finally",
    "with",
    "as",
    "return",
    "break",
    "continue",
    "global",
    "nonlocal",
    "del",
    "match",
    "case",
    "*",
    "**",
    "(",
    "]",
    "{",
    ":",
    "=",
    ":=",
    "f'{",
    "'",
    "0x",
    "é",
    "\n",
    "\t",
    "__class__",
];

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn place(&mut self, text: &str) -> usize {
        let mut place = self.below(text.len() + 1);
        while !text.is_char_boundary(place) {
            place -= 1;
        }
        place
    }
}

fn mutilate(source: &str, numbers: &mut Numbers) -> String {
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let first = numbers.below(lines.len());
    let last = (first + 1 + numbers.below(60)).min(lines.len());
    let mut text = lines[first..last].concat();
    for _ in 0..numbers.below(4) {
        let place = numbers.place(&text);
        if numbers.below(3) == 0 {
            let end =
                text[place..].char_indices().nth(numbers.below(12)).map_or(text.len(), |(at, _)| place + at);
            text.replace_range(place..end, "");
        } else {
            text.insert_str(place, &format!(" {} ", WORDS[numbers.below(WORDS.len())]));
        }
    }
    text
}

#[test]
fn mutilated_sources_never_panic() {
    let library = Path::new(rustpython_pylib::LIB_PATH);
    let names = [
        "enum.py",
        "dataclasses.py",
        "inspect.py",
        "contextlib.py",
        "asyncio/taskgroups.py",
        "ast.py",
        "typing.py",
    ];
    let sources =
        names.map(|name| std::fs::read_to_string(library.join(name)).expect("the source can be read"));
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut compiled = 0;
    for round in 0..6_000 {
        let text = mutilate(&sources[round % sources.len()], &mut numbers);
        let mode = [Mode::Exec, Mode::Exec, Mode::Single, Mode::Eval][numbers.below(4)];
        if let Ok(code) = compile(&text, "mutilated.py", mode) {
            verify_all(&code).unwrap_or_else(|problem| panic!("{problem} in\n{text}"));
            compiled += 1;
        }
    }
    assert!(compiled > 100, "some of the sources are still right");
}
