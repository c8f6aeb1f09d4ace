//! `match` statements.

use crate::body::Body;
use crate::error::{Fault, Result};
use ruff_python_ast as ast;

impl<'a> Body<'a> {
    pub fn match_stmt(&mut self, s: &'a ast::StmtMatch) -> Result {
        Err(Fault::syntax("match is not supported yet", s.range))
    }
}
