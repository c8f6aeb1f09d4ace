//! No source, however built, may overflow the stack: it compiles or is refused.

use compiler::{CompileError, ErrorKind, Mode, compile, verify_all};

/// What becomes of a source on an ordinary thread's stack.
fn outcome(source: String) -> Result<(), CompileError> {
    let compiled =
        std::thread::spawn(move || compile(&source, "deep.py", Mode::Exec).map(|code| verify_all(&code)));
    compiled.join().expect("compiling does not panic").map(|verified| verified.expect("the code verifies"))
}

#[track_caller]
fn refused(source: String, kind: ErrorKind, message: &str) {
    let error = outcome(source).expect_err("the source is too deep");
    assert_eq!((error.kind, error.message.as_str()), (kind, message));
}

const DEEP: usize = 100_000;
const RECURSION: &str = "maximum recursion depth exceeded during compilation";
const BRACKETS: &str = "too many nested parentheses";

#[test]
fn nested_brackets_are_refused() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("{1:", "}"), ("f(", ")"), ("f'{", "}'")] {
        let source = format!("x = {}0{}\n", open.repeat(DEEP), close.repeat(DEEP));
        refused(source, ErrorKind::Syntax, BRACKETS);
    }
}

#[test]
fn operator_chains_are_refused() {
    refused(vec!["x"; 2 * DEEP].join("+"), ErrorKind::TooDeep, RECURSION);
    refused(vec!["x"; DEEP].join("**"), ErrorKind::TooDeep, RECURSION);
    refused(format!("{}x", "-".repeat(DEEP)), ErrorKind::TooDeep, RECURSION);
    refused(format!("{}x", "not ".repeat(DEEP)), ErrorKind::TooDeep, RECURSION);
    refused(format!("x{}", ".a".repeat(DEEP)), ErrorKind::TooDeep, RECURSION);
    refused(format!("x{}", "()".repeat(DEEP)), ErrorKind::TooDeep, RECURSION);
    refused(format!("{}x", "lambda: ".repeat(DEEP)), ErrorKind::TooDeep, RECURSION);
    refused(format!("{}x", "x if x else ".repeat(DEEP)), ErrorKind::TooDeep, RECURSION);
}

#[test]
fn deep_indentation_is_refused() {
    let mut source: String = (0..3000).map(|level| format!("{}if x:\n", " ".repeat(level))).collect();
    source.push_str(&format!("{}pass\n", " ".repeat(3000)));
    refused(source, ErrorKind::Indentation, "too many levels of indentation");
}

#[test]
fn nested_blocks_are_refused() {
    let mut source: String = (0..30).map(|level| format!("{}for x in y:\n", " ".repeat(level))).collect();
    source.push_str(&format!("{}pass\n", " ".repeat(30)));
    refused(source, ErrorKind::Syntax, "too many statically nested blocks");
}

#[test]
fn what_is_deep_but_not_too_deep_compiles() {
    for source in [
        vec!["x"; 8_000].join("+"),
        vec!["x"; 1_000].join("**"),
        vec!["'a'"; 8_000].join("+"),
        format!("{}x", "-".repeat(8_000)),
        format!("x{}", ".a".repeat(8_000)),
        format!("{}x", "lambda: ".repeat(250)),
        format!("{}0{}", "[".repeat(190), "]".repeat(190)),
    ] {
        outcome(source).expect("the source is not too deep");
    }
}

#[test]
fn what_is_long_but_flat_compiles() {
    for source in [
        format!("x = ({})", "1, ".repeat(DEEP)),
        format!("x = [{}]", "y, ".repeat(DEEP)),
        format!("x = {{{}}}", "1: y, ".repeat(20_000)),
        format!("f({})", "y, ".repeat(5_000)),
        format!("if x: pass\n{}", "elif x: pass\n".repeat(5_000)),
        format!("x = {}\n", "'a' ".repeat(DEEP)),
        "x; ".repeat(20_000),
    ] {
        outcome(source).expect("the source is flat");
    }
}

#[test]
fn jumps_reach_across_long_loops() {
    let body = "    f(i)\n".repeat(40_000);
    for head in ["for i in x:", "while i < 3:", "while i < 3 and i in x:"] {
        outcome(format!("def g(i, x):\n  {head}\n{body}")).expect("the loop is long but not wrong");
    }
}

#[test]
fn more_variables_than_registers_are_refused() {
    let body: String = (0..70_000).map(|at| format!("    a{at} = 1\n")).collect();
    let error = outcome(format!("def f():\n{body}")).expect_err("there are too many variables");
    assert_eq!(error.kind, ErrorKind::TooLarge);
}
