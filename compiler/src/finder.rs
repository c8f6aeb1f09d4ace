//! Looks for something within an expression.

use ruff_python_ast::Expr;
use ruff_python_ast::name::Name;
use ruff_python_ast::visitor::{Visitor, walk_expr};

struct Finder<F> {
    wanted: F,
    found: bool,
}

impl<'e, F: Fn(&Expr) -> bool> Visitor<'e> for Finder<F> {
    fn visit_expr(&mut self, expr: &'e Expr) {
        self.found = self.found || (self.wanted)(expr);
        if !self.found {
            walk_expr(self, expr);
        }
    }
}

/// Whether the expression or one inside it is wanted.
pub(crate) fn contains(expr: &Expr, wanted: impl Fn(&Expr) -> bool) -> bool {
    let mut finder = Finder { wanted, found: false };
    finder.visit_expr(expr);
    finder.found
}

/// Whether the expression mentions a name.
pub(crate) fn mentions(expr: &Expr, name: &Name) -> bool {
    contains(expr, |inner| matches!(inner, Expr::Name(inner) if inner.id == *name))
}

/// Whether one of the expressions rebinds a name by `:=`.
pub(crate) fn rebinds(exprs: &[&Expr], name: &Name) -> bool {
    let is_target = |target: &Expr| matches!(target, Expr::Name(target) if target.id == *name);
    exprs.iter().any(|expr| contains(expr, |inner| matches!(inner, Expr::Named(e) if is_target(&e.target))))
}
