//! Where the interesting part of an expression is: what a traceback marks with carets among tildes.

use crate::nesting;
use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_python_parser::{Mode, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};
use std::ops::Range;

/// Nesting that is parsed on whatever is left of the stack.
const SHALLOW: u32 = 20;

/// The operator of a binary operation, or the brackets of a subscript or call, as bytes of `segment`; None if the
/// segment is no such expression.
pub fn anchors(segment: &str) -> Option<Range<usize>> {
    const BEFORE: &str = "(\n";
    let wrapped = format!("{BEFORE}{segment}\n)");
    let inner = |range: TextRange| {
        range
            .start()
            .to_usize()
            .checked_sub(BEFORE.len())
            .zip(range.end().to_usize().checked_sub(BEFORE.len()))
    };
    first_statement(&wrapped, |statement, count| {
        let Some(Stmt::Expr(statement)) = statement.filter(|_| count == 1) else { return None };
        let expr = &*statement.value;
        let end = inner(expr.range())?.1;
        match expr {
            Expr::BinOp(operation) => {
                let (_, left) = inner(operation.left.range())?;
                let (right, _) = inner(operation.right.range())?;
                let start = code_from(segment, left, |byte| !byte.is_ascii_whitespace() && byte != b')')?;
                let second = segment.as_bytes().get(start + 1);
                let long = start + 1 < right
                    && second.is_some_and(|byte| !byte.is_ascii_whitespace() && !b"\\#".contains(byte));
                Some(start..start + 1 + usize::from(long))
            }
            Expr::Subscript(subscript) => {
                let (_, value) = inner(subscript.value.range())?;
                Some(code_from(segment, value, |byte| byte == b'[')?..end)
            }
            Expr::Call(call) => {
                let (_, callee) = inner(call.func.range())?;
                Some(code_from(segment, callee, |byte| byte == b'(')?..end)
            }
            _ => None,
        }
    })
}

/// Whether the lines are a statement that does nothing but call and keep the result, `return f(…)` or `name = f(…)`, and
/// `call` is all of that call: marking it would tell nobody anything.
pub fn is_plain_call(lines: &str, call: Range<usize>) -> bool {
    first_statement(lines, |statement, _| {
        let (value, plain) = match statement? {
            Stmt::Return(statement) => {
                let value = statement.value.as_deref()?.as_call_expr()?;
                (value, value.func.is_name_expr())
            }
            Stmt::Assign(statement) => {
                (statement.value.as_call_expr()?, matches!(&*statement.targets, [Expr::Name(_)]))
            }
            _ => return None,
        };
        let whole = value.range().start().to_usize()..value.range().end().to_usize();
        Some(plain && whole == call && !lines[call.end..].contains('\n'))
    })
    .unwrap_or(false)
}

/// Looks at the first statement of a source, and how many there are; None if it cannot be parsed.
fn first_statement<T: Send>(
    source: &str,
    look: impl FnOnce(Option<&Stmt>, usize) -> Option<T> + Send,
) -> Option<T> {
    let parse = || {
        let parsed = parse_unchecked(source, Mode::Module.into());
        if !parsed.has_valid_syntax() {
            return None;
        }
        match parsed.syntax() {
            Mod::Module(module) => look(module.body.first(), module.body.len()),
            Mod::Expression(_) => None,
        }
    };
    let depth = nesting::depth(source).ok()?;
    // A report may be made where little is left of the stack.
    if depth > SHALLOW { nesting::with_big_stack(|| Ok(parse())).ok()? } else { parse() }
}

/// The first byte from `at` on that is `wanted`, outside of comments.
fn code_from(segment: &str, mut at: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
    loop {
        match *segment.as_bytes().get(at)? {
            b'\\' | b'#' => at += segment[at..].find('\n')? + 1,
            byte if wanted(byte) => return Some(at),
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{anchors, is_plain_call};

    fn marked(segment: &str) -> Option<&str> {
        anchors(segment).map(|range| &segment[range])
    }

    #[test]
    fn the_operator_between_its_operands_is_marked() {
        assert_eq!(marked("a + b"), Some("+"));
        assert_eq!(marked("(a)  //  (b)"), Some("//"));
        assert_eq!(marked("a**b"), Some("**"));
        assert_eq!(marked("a-b"), Some("-"));
        assert_eq!(marked("(\n  a  # one + two\n) @ b"), Some("@"));
        assert_eq!(marked("größe * 2"), Some("*"));
    }

    #[test]
    fn brackets_are_marked_with_what_is_in_them() {
        assert_eq!(marked("f(x)[1]"), Some("[1]"));
        assert_eq!(marked("(f) (x, y)"), Some("(x, y)"));
        assert_eq!(marked("a.b(\n 1,\n)"), Some("(\n 1,\n)"));
    }

    #[test]
    fn other_expressions_have_no_part_of_interest() {
        for segment in ["a.b", "a < b", "-a", "a = b", "a; b", "a +", ""] {
            assert_eq!(marked(segment), None, "{segment}");
        }
    }

    #[test]
    fn a_statement_that_only_calls_is_told_from_others() {
        assert!(is_plain_call("return f(x)", 7..11));
        assert!(is_plain_call("x = a.f(1)", 4..10));
        assert!(!is_plain_call("return a.f(x)", 7..13));
        assert!(!is_plain_call("return f(x)(y)", 7..11));
        assert!(!is_plain_call("f(x)", 0..4));
    }
}
