//! `yield` and `await`: where a frame is left and entered again.

use crate::body::{Body, Dest, Operand};
use crate::code::CodeKind;
use crate::error::{Fault, Result};
use crate::op::{Intrinsic, Op, Reg, Special};
use ruff_python_ast as ast;
use ruff_text_size::TextRange;

impl<'a> Body<'a> {
    /// An error where nothing can yield.
    fn in_function(&self, word: &str, range: TextRange) -> Result {
        match self.kind {
            CodeKind::Function => Ok(()),
            _ => Err(Fault::syntax(format!("'{word}' outside function"), range)),
        }
    }

    pub fn yield_expr(&mut self, e: &'a ast::ExprYield, dest: Dest) -> Result<Operand> {
        self.in_function("yield", e.range)?;
        let value = match &e.value {
            Some(value) => self.push(value)?,
            None => {
                self.at(e.range);
                self.none(Dest::Temp).reg()
            }
        };
        self.at(e.range);
        if self.frame_scope().coroutine {
            let kind = Intrinsic::AsyncGeneratorWrap;
            self.emit(Op::Intrinsic { kind, dest: value, src: value });
        }
        self.b.set_top(value.0);
        let reg = self.result(dest);
        self.emit(Op::Yield { dest: reg, value });
        Ok(self.done(dest, reg))
    }

    pub fn yield_from(&mut self, e: &'a ast::ExprYieldFrom, dest: Dest) -> Result<Operand> {
        self.in_function("yield from", e.range)?;
        let iter = self.push(&e.value)?;
        self.at(e.range);
        self.emit(Op::GetDelegate { dest: iter, src: iter });
        Ok(self.delegate(iter, dest))
    }

    pub fn await_expr(&mut self, e: &'a ast::ExprAwait, dest: Dest) -> Result<Operand> {
        let iter = self.push(&e.value)?;
        self.at(e.range);
        self.emit(Op::GetAwaitable { dest: iter, src: iter, answer: None });
        Ok(self.delegate(iter, dest))
    }

    /// Awaits what a method of `async with` has answered, in the topmost temporary.
    pub fn await_answer(&mut self, method: Special, iter: Reg, dest: Dest) -> Operand {
        self.emit(Op::GetAwaitable { dest: iter, src: iter, answer: Some(method) });
        self.delegate(iter, dest)
    }

    /// Drives the iterator in the topmost temporary.
    pub fn delegate(&mut self, iter: Reg, dest: Dest) -> Operand {
        let received = self.none(Dest::Temp).reg();
        self.b.set_top(iter.0);
        let reg = self.result(dest);
        self.emit(Op::Delegate { dest: reg, iter, received });
        self.done(dest, reg)
    }
}
