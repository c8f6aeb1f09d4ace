//! Looks for something within an expression.

use ruff_python_ast::Expr;
use ruff_python_ast::name::Name;
use ruff_python_ast::visitor::{Visitor, walk_expr};

struct Finder<'e, F> {
    wanted: F,
    found: Option<&'e Expr>,
}

impl<'e, F: Fn(&Expr) -> bool> Visitor<'e> for Finder<'e, F> {
    fn visit_expr(&mut self, expr: &'e Expr) {
        if self.found.is_none() && (self.wanted)(expr) {
            self.found = Some(expr);
        }
        if self.found.is_none() {
            walk_expr(self, expr);
        }
    }
}

/// The first expression that is wanted, of this one and those inside it.
pub(crate) fn first(expr: &Expr, wanted: impl Fn(&Expr) -> bool) -> Option<&Expr> {
    let mut finder = Finder { wanted, found: None };
    finder.visit_expr(expr);
    finder.found
}

/// Whether the expression or one inside it is wanted.
pub(crate) fn contains(expr: &Expr, wanted: impl Fn(&Expr) -> bool) -> bool {
    first(expr, wanted).is_some()
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
