//! Expressions as text in the one form that all ways to write them have in common.

use ruff_python_ast::visitor::transformer::{Transformer, walk_expr};
use ruff_python_ast::{self as ast, Expr, FStringPart};
use ruff_python_codegen::{Generator, Indentation};
use ruff_source_file::LineEnding;

/// The text of an expression, as `from __future__ import annotations` and `ast.unparse` have it.
pub(crate) fn text(expr: &Expr) -> String {
    let mut expr = expr.clone();
    OneLiteral.visit_expr(&mut expr);
    let text = Generator::new(&Indentation::default(), LineEnding::Lf).expr(&expr);
    match expr {
        Expr::Tuple(_) if !text.starts_with('(') => format!("({text})"),
        _ => text,
    }
}

/// Makes one plain literal of those that stand side by side, and of those with other quotes.
struct OneLiteral;

impl Transformer for OneLiteral {
    fn visit_expr(&self, expr: &mut Expr) {
        walk_expr(self, expr);
        match expr {
            Expr::StringLiteral(literal) => {
                literal.value = ast::StringLiteralValue::single(ast::StringLiteral {
                    range: literal.range,
                    node_index: ast::AtomicNodeIndex::NONE,
                    value: literal.value.to_str().into(),
                    flags: ast::StringLiteralFlags::empty(),
                });
            }
            Expr::BytesLiteral(literal) => {
                literal.value = ast::BytesLiteralValue::single(ast::BytesLiteral {
                    range: literal.range,
                    node_index: ast::AtomicNodeIndex::NONE,
                    value: literal.value.bytes().collect(),
                    flags: ast::BytesLiteralFlags::empty(),
                });
            }
            Expr::FString(literal) => {
                for part in literal.value.iter_mut() {
                    match part {
                        FStringPart::FString(part) => part.flags = ast::FStringFlags::empty(),
                        FStringPart::Literal(part) => part.flags = ast::StringLiteralFlags::empty(),
                    }
                }
            }
            _ => {}
        }
    }
}
