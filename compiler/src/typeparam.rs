//! Type parameters.

use crate::body::{Body, Operand};
use crate::error::{Fault, Result};
use ruff_python_ast as ast;

impl<'a> Body<'a> {
    pub fn generic_function(&mut self, def: &'a ast::StmtFunctionDef) -> Result<Operand> {
        Err(Fault::syntax("type parameters are not supported yet", def.range))
    }

    pub fn generic_class(&mut self, def: &'a ast::StmtClassDef) -> Result<Operand> {
        Err(Fault::syntax("type parameters are not supported yet", def.range))
    }

    pub fn type_alias(&mut self, s: &'a ast::StmtTypeAlias) -> Result {
        Err(Fault::syntax("type parameters are not supported yet", s.range))
    }
}
