//! What is doubtful about a source that can be compiled: `SyntaxWarning`.

use crate::error::{CompileError, Fault, Lines};
use ruff_python_ast::token::{Token, TokenKind, Tokens};
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{
    AnyStringFlags, CmpOp, Expr, ExprContext, Number, Stmt, StmtFor, StmtTry, StmtWhile, StringFlags,
};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// A warning, and the error it becomes where warnings are errors.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    /// What the warning says.
    pub message: String,
    /// What `SyntaxError` says instead, and the place of both.
    pub error: CompileError,
}

/// A warning before its place is translated to lines and columns.
#[derive(Debug)]
pub(crate) struct Doubt {
    /// What is said only if it is no error, between the error's two sentences.
    prospect: &'static str,
    fault: Fault,
}

impl Doubt {
    fn new(message: impl Into<String>, range: TextRange) -> Doubt {
        Doubt { prospect: "", fault: Fault::syntax(message, range) }
    }

    pub fn locate(self, source: &str, lines: &Lines, filename: &str) -> Warning {
        let message = match self.fault.message.split_once(". Did") {
            Some((what, advice)) if !self.prospect.is_empty() => {
                format!("{what}. {} Did{advice}", self.prospect)
            }
            _ => self.fault.message.clone(),
        };
        Warning { message, error: self.fault.locate(source, lines, filename) }
    }
}

/// What tokens are doubtful.
pub(crate) fn of_tokens(source: &str, tokens: &Tokens) -> Vec<Doubt> {
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs.filter_map(|(token, next)| escape(source, token).or_else(|| number(source, token, next))).collect()
}

/// The first escape sequence of a string that is none.
fn escape(source: &str, token: &Token) -> Option<Doubt> {
    let literal = match token.kind() {
        TokenKind::String => true,
        TokenKind::FStringMiddle | TokenKind::TStringMiddle => false,
        _ => return None,
    };
    let text = &source[token.range()];
    if !text.contains('\\') {
        return None;
    }
    let flags: AnyStringFlags = token.string_flags()?;
    if flags.is_raw_string() {
        return None;
    }
    let (opener, closer) = match literal {
        true => (flags.opener_len().to_usize(), flags.closer_len().to_usize()),
        false => (0, 0),
    };
    let end = token.range().end().to_usize() - closer;
    let mut at = token.range().start().to_usize() + opener;
    while let Some(found) = source[at..end].find('\\') {
        at += found + 1;
        // In an f-string what follows the backslash may be the brace that ends the text.
        let escaped = source[at..].chars().next()?;
        let digits =
            source[at..end].bytes().take(3).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
        let octal = digits == 3 && escaped >= '4';
        let known = match escaped {
            '\n' | '\\' | '\'' | '"' | 'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | 'x' | '0'..='7' => !octal,
            'N' | 'u' | 'U' => !flags.is_byte_string(),
            other => !other.is_ascii(),
        };
        if !known {
            let (written, what) = match octal {
                true => (&source[at..at + 3], "octal escape sequence"),
                false => (&source[at..at + 1], "escape sequence"),
            };
            let message = format!(
                "\"\\{written}\" is an invalid {what}. Did you mean \"\\\\{written}\"? A raw string is also an option."
            );
            let range = TextRange::at(TextSize::new(at as u32 - 1), TextSize::new(2));
            let prospect = "Such sequences will not work in the future.";
            return Some(Doubt { prospect, fault: Fault::syntax(message, range) });
        }
        at += escaped.len_utf8();
        if at >= end {
            break;
        }
    }
    None
}

/// A number that a keyword follows at once.
fn number(source: &str, token: &Token, next: &Token) -> Option<Doubt> {
    let is_number = matches!(token.kind(), TokenKind::Int | TokenKind::Float | TokenKind::Complex);
    if !is_number || token.range().end() != next.range().start() || !next.kind().is_keyword() {
        return None;
    }
    let text = &source[token.range()];
    let kind = match text.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => "hexadecimal",
        Some("0o") => "octal",
        Some("0b") => "binary",
        _ if token.kind() == TokenKind::Complex => "imaginary",
        _ => "decimal",
    };
    let last = TextRange::new(token.range().end() - TextSize::new(1), token.range().end());
    Some(Doubt::new(format!("invalid {kind} literal"), last))
}

/// Where a `finally` is left by `return`, `break` or `continue`, so that an exception is lost.
pub(crate) fn of_finally(body: &[Stmt]) -> Vec<Doubt> {
    let mut walk = Finally { doubts: vec![], in_finally: false, in_loop: false };
    walk.visit_body(body);
    walk.doubts
}

struct Finally {
    doubts: Vec<Doubt>,
    /// A `return` would leave a `finally`.
    in_finally: bool,
    /// A `break` would leave no more than a loop that is in it.
    in_loop: bool,
}

impl Finally {
    fn within(&mut self, in_finally: bool, in_loop: bool, visit: impl FnOnce(&mut Finally)) {
        let outer = (self.in_finally, self.in_loop);
        (self.in_finally, self.in_loop) = (in_finally, in_loop);
        visit(self);
        (self.in_finally, self.in_loop) = outer;
    }

    fn leaves(&mut self, what: &str, range: TextRange) {
        self.doubts.push(Doubt::new(format!("'{what}' in a 'finally' block"), range));
    }
}

impl<'a> Visitor<'a> for Finally {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {
                self.within(false, false, |walk| walk_stmt(walk, statement))
            }
            Stmt::While(StmtWhile { body, orelse, .. }) | Stmt::For(StmtFor { body, orelse, .. }) => {
                self.within(self.in_finally, true, |walk| walk.visit_body(body));
                self.visit_body(orelse);
            }
            Stmt::Try(StmtTry { body, handlers, orelse, finalbody, .. }) => {
                self.visit_body(body);
                for handler in handlers {
                    self.visit_except_handler(handler);
                }
                self.visit_body(orelse);
                self.within(true, false, |walk| walk.visit_body(finalbody));
            }
            Stmt::Return(_) if self.in_finally => self.leaves("return", statement.range()),
            Stmt::Break(_) if self.in_finally && !self.in_loop => self.leaves("break", statement.range()),
            Stmt::Continue(_) if self.in_finally && !self.in_loop => {
                self.leaves("continue", statement.range())
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

/// What the compiler finds doubtful in statements.
pub(crate) fn of_body(body: &[Stmt]) -> Vec<Doubt> {
    let mut walk = Meaning { doubts: vec![] };
    walk.visit_body(body);
    walk.doubts
}

/// What the compiler finds doubtful in an expression.
pub(crate) fn of_expression(expr: &Expr) -> Vec<Doubt> {
    let mut walk = Meaning { doubts: vec![] };
    walk.visit_expr(expr);
    walk.doubts
}

/// Expressions that can hardly mean what they say.
struct Meaning {
    doubts: Vec<Doubt>,
}

impl Meaning {
    fn doubt(&mut self, message: String, range: TextRange) {
        self.doubts.push(Doubt::new(message, range));
    }

    fn comparison(&mut self, range: TextRange, left: &Expr, ops: &[CmpOp], comparators: &[Expr]) {
        let lefts = std::iter::once(left).chain(comparators);
        for ((left, op), right) in lefts.zip(ops).zip(comparators) {
            let (is, equal) = match op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => continue,
            };
            let value = [left, right].into_iter().find(|operand| is_value(operand));
            if let Some(kind) = value.and_then(kind) {
                self.doubt(format!("\"{is}\" with '{kind}' literal. Did you mean \"{equal}\"?"), range);
                return;
            }
        }
    }

    fn call(&mut self, function: &Expr) {
        let Some(kind) = kind(function).filter(|kind| *kind != "function") else { return };
        let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
        self.doubt(message, function.range());
    }

    fn subscript(&mut self, value: &Expr, index: &Expr) {
        let Some(value_kind) = kind(value) else { return };
        match value_kind {
            "dict" => {}
            "str" | "bytes" | "tuple" | "list" | "string.templatelib.Template" => {
                let Some(index_kind) = kind(index).filter(|kind| !matches!(*kind, "int" | "bool")) else {
                    return;
                };
                let message = format!(
                    "{value_kind} indices must be integers or slices, not {index_kind}; perhaps you missed a comma?"
                );
                self.doubt(message, value.range());
            }
            _ => {
                let message =
                    format!("'{value_kind}' object is not subscriptable; perhaps you missed a comma?");
                self.doubt(message, value.range());
            }
        }
    }
}

impl<'a> Visitor<'a> for Meaning {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if let Stmt::Assert(assert) = statement
            && assert.test.as_tuple_expr().is_some_and(|tuple| !tuple.elts.is_empty())
        {
            let message = "assertion is always true, perhaps remove parentheses?";
            self.doubt(message.to_owned(), statement.range());
        }
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Compare(compare) => {
                self.comparison(expr.range(), &compare.left, &compare.ops, &compare.comparators)
            }
            Expr::Call(call) => self.call(&call.func),
            Expr::Subscript(subscript) if subscript.ctx == ExprContext::Load => {
                self.subscript(&subscript.value, &subscript.slice)
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}

/// Whether it is a constant whose identity nobody promises.
fn is_value(expr: &Expr) -> bool {
    match expr {
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => true,
        Expr::Tuple(tuple) => tuple.elts.iter().all(is_constant),
        _ => false,
    }
}

fn is_constant(expr: &Expr) -> bool {
    let named = matches!(expr, Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) | Expr::EllipsisLiteral(_));
    named || (!expr.is_tuple_expr() && is_value(expr))
}

/// The type of an expression's value, if it shows.
fn kind(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::Lambda(_) => "function",
        Expr::TString(_) => "string.templatelib.Template",
        Expr::FString(_) | Expr::StringLiteral(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::NoneLiteral(_) => "NoneType",
        Expr::BooleanLiteral(_) => "bool",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::NumberLiteral(number) => match number.value {
            Number::Int(_) => "int",
            Number::Float(_) => "float",
            Number::Complex { .. } => "complex",
        },
        _ => return None,
    })
}
