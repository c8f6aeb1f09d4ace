//! Docstrings, with the indentation of the source taken off.

use ruff_python_ast::{Expr, Stmt};

/// The docstring a body begins with, and the statements after it.
pub(crate) fn split(statements: &[Stmt]) -> Option<(String, &[Stmt])> {
    let (Stmt::Expr(first), rest) = statements.split_first()? else { return None };
    let Expr::StringLiteral(text) = &*first.value else { return None };
    Some((text.value.to_str().to_owned(), rest))
}

/// Takes the common indentation off all lines but the first, and all of it off the first.
pub(crate) fn clean(text: &str) -> String {
    let text = expand_tabs(text);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin =
        text.split('\n').skip(1).filter(|line| indent(line) < line.len()).map(indent).min().unwrap_or(0);
    let mut lines = text.split('\n');
    let mut cleaned = lines.next().unwrap_or_default().trim_start_matches(' ').to_owned();
    for line in lines {
        cleaned.push('\n');
        cleaned.push_str(&line[indent(line).min(margin)..]);
    }
    cleaned
}

fn expand_tabs(text: &str) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let width = 8 - column % 8;
                expanded.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            '\n' | '\r' => {
                expanded.push(c);
                column = 0;
            }
            _ => {
                expanded.push(c);
                column += 1;
            }
        }
    }
    expanded
}
