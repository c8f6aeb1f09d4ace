//! Loops, rotated: the test stands at the bottom, where one instruction both asks and goes back.

use crate::body::{Block, Body, Dest, Operand};
use crate::emit::Label;
use crate::error::Result;
use crate::finder::contains;
use crate::op::{Far16, Op, Reg};
use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::Ranged;

impl<'a> Body<'a> {
    pub fn while_stmt(&mut self, s: &'a ast::StmtWhile) -> Result {
        let (head, test, end) = (self.b.label(), self.b.label(), self.b.label());
        let otherwise = self.b.label();
        let known = self.fold_condition(&s.test).map(|constant| crate::jump::truth(&constant));
        let assigns = contains(&s.test, Expr::is_named_expr);
        match known {
            Some(true) => self.nothing(s.test.range()),
            Some(false) => {
                self.nothing(s.test.range());
                self.b.jump(otherwise);
            }
            // A test that binds variables is written twice, so that the body knows them bound.
            None if assigns => self.jump_if(&s.test, false, otherwise)?,
            None => {
                self.at(s.test.range());
                self.b.jump(test);
            }
        }
        if known.is_none() && !assigns {
            self.enter_loop(head, test);
        } else {
            self.b.bind_head(head, &self.deleted);
        }
        self.enter(
            Block::Loop { break_to: end, continue_to: test, iter: None, level: self.b.handler_level() },
            s.range,
        )?;
        self.loop_depth += 1;
        self.loop_body(&s.body)?;
        self.b.bind(test);
        self.at(s.test.range());
        match known {
            // Its line is passed by a `continue` too.
            Some(true) => self.b.jump_as_statement(head),
            Some(false) => self.b.reachable = false,
            None => self.jump_if(&s.test, true, head)?,
        }
        self.loop_depth -= 1;
        self.blocks.pop();
        self.b.bind(otherwise);
        self.conditional(&s.orelse)?;
        self.b.bind(end);
        Ok(())
    }

    /// Binds the head of a loop that is entered by a jump to its test.
    fn enter_loop(&mut self, head: Label, test: Label) {
        self.b.bind_entered(head, test, &self.deleted);
    }

    pub fn for_stmt(&mut self, s: &'a ast::StmtFor) -> Result {
        if s.is_async {
            return self.async_for(s);
        }
        let source = self.expr(&s.iter, Dest::Any)?;
        self.at(s.iter.range());
        let iter = self.iterator(source, false);
        let (head, next, end) = (self.b.label(), self.b.label(), self.b.label());
        self.b.jump(next);
        let (target, pending) = self.begin_iteration(head, next, &s.target)?;
        self.enter(
            Block::Loop { break_to: end, continue_to: next, iter: Some(iter), level: self.b.handler_level() },
            s.range,
        )?;
        self.loop_depth += 1;
        self.finish_iteration(&s.target, target, pending)?;
        self.loop_body(&s.body)?;
        self.loop_depth -= 1;
        self.blocks.pop();
        self.at(s.iter.range());
        self.b.bind(next);
        self.b.emit_jump(Op::ForIter { dest: target, iter, to: Far16(0) }, head);
        self.b.set_top(iter.0);
        self.conditional(&s.orelse)?;
        self.b.bind(end);
        Ok(())
    }

    /// Binds the head of an iteration; where each item goes, and whether it is still to be stored from there.
    pub fn begin_iteration(&mut self, head: Label, next: Label, target: &'a Expr) -> Result<(Reg, bool)> {
        self.enter_loop(head, next);
        if let Some(variable) = self.plain_local(target) {
            self.b.bound.insert(variable);
            return Ok((self.variables[variable].reg, false));
        }
        Ok((self.b.alloc(), true))
    }

    pub fn finish_iteration(&mut self, target: &'a Expr, item: Reg, pending: bool) -> Result {
        if pending {
            self.store_expr(target, Operand::Temp(item))?;
        }
        Ok(())
    }

    // ---- asynchronous ------------------------------------------------------------------------------------------

    fn async_for(&mut self, s: &'a ast::StmtFor) -> Result {
        let source = self.expr(&s.iter, Dest::Temp)?;
        self.at(s.iter.range());
        let iter = self.iterator(source, true);
        let (next, exhausted) = (self.b.label(), self.b.label());
        let end = self.b.label();
        self.b.bind_head(next, &self.deleted);
        let value = self.async_next(iter, exhausted);
        self.store_expr(&s.target, value)?;
        self.enter(
            Block::Loop { break_to: end, continue_to: next, iter: Some(iter), level: self.b.handler_level() },
            s.range,
        )?;
        self.loop_depth += 1;
        self.conditional(&s.body)?;
        self.loop_depth -= 1;
        self.blocks.pop();
        self.at(s.iter.range());
        self.b.jump(next);
        self.async_exhausted(iter, exhausted);
        self.b.set_top(iter.0);
        self.conditional(&s.orelse)?;
        self.b.bind(end);
        Ok(())
    }

    /// The next item of an asynchronous iterator; StopAsyncIteration goes to `exhausted`.
    pub fn async_next(&mut self, iter: Reg, exhausted: Label) -> Operand {
        self.b.push_handler(exhausted, &self.deleted);
        let awaited = self.b.alloc();
        self.emit(Op::GetAsyncNext { dest: awaited, iter });
        let value = self.delegate(awaited, Dest::Temp);
        self.b.pop_handler();
        value
    }

    /// The end of an asynchronous iteration: `iter` and the exception are released.
    pub fn async_exhausted(&mut self, iter: Reg, exhausted: Label) {
        self.b.bind(exhausted);
        let exception = Reg(iter.0 + 1);
        let exception = if self.b.is_temporary(iter) { exception } else { Reg(self.b.top()) };
        self.b.set_top(exception.0 + 1);
        self.emit(Op::EndAsyncFor { exception });
        self.b.set_top(exception.0);
        if self.b.is_temporary(iter) {
            self.emit(Op::Drop { src: iter });
            self.b.set_top(iter.0);
        }
    }
}
